"""The parts that the screens are made of; each draws by line and knows nothing of the others."""
