"""The words around and inside a name that tell what it is."""
# ruff: noqa: SIM905 - lists of words are read as words

from __future__ import annotations

TITLES = frozenset(
    """
    actor actress adm admiral adviser advisor aide alderman ambassador analyst archbishop assemblyman
    assemblywoman astronaut attorney aunt author ayatollah baron baroness bishop brig brigadier brother
    candidate capt captain cardinal ceo cfo chair chairman chairperson chairwoman chancellor chaplain chief
    cmdr co-founder coach cofounder col colonel commander commissioner commodore comrade congressman
    congresswoman constable coo corporal correspondent cosmonaut councillor councilman councilor
    councilwoman counsel count countess cpl cto dame deacon dean delegate deputy detective director dr
    duchess duke earl economist editor emir emperor empress envoy executive father founder fr frau gen
    general gov governor grandma grandpa headmaster herr hon honorable honourable imam inspector judge
    justice king lady lawmaker lawyer leader lieutenant lord lt madame magistrate maj major manager marshal
    mayor md mep messrs minister miss mlle mme monsieur monsignor mp mr mrs ms mullah negotiator officer
    ombudsman parliamentarian pastor pfc pope premier president prime-minister prince princess principal
    private prof professor prosecutor pvt queen rabbi rep reporter representative reps rev reverend rt saint
    secretary sen senator senor sens sergeant señor sgt shah sheik sheikh sheriff signor singer sir sister
    solicitor speaker spokesman spokesmen spokesperson spokeswoman staff-sgt strategist sultan
    superintendent supt treasurer uncle undersecretary vice-president viscount whip
    """.split()
)
"""Words that, with a capital before a name, are its bearer's title."""

TITLE_PARTS = frozenset(
    """
    acting agriculture and archbishop assistant associate attorney bishop chairman chief commerce
    communications crown culture defence defense democratic deputy district economy education energy
    environment ex executive federal finance financial first for foreign former general governor grand
    health home house information interim interior joint junior justice labor labour lieutenant lord lt
    majority managing marketing minority national of operating opposition party permanent police
    presidential press prime republican second security senate senior special staff state supreme surgeon
    technology the third trade transport transportation treasury under vice white
    """.split()
)
"""Words that may stand inside a title of several words: "Former National Security Adviser"."""

FUNCTION_WORDS = frozenset(
    """
    a about after again against all already also although always among an and another any are as at be
    because been before between both but by can could did do does during each either even every few for from
    furthermore had has have he her here his how however if in instead into is it its just let many maybe
    meanwhile more moreover most must my neither never no nor not now of often on once only or other our
    over perhaps several shall she should since so some still such than that the their then there therefore
    these they this those though through thus to today tomorrow under until was we were what when where
    whereas whether which while who why will with without would yes yesterday yet you your
    """.split()
)
"""Words that begin no name, save those of the tables: "The Hague"."""

NAMES_TOO = frozenset(
    """
    brother chase chief count duke earl father general king major prince queen saint sister
    """.split()
)
"""Titles that are surnames too, so that a name may go on with them: "Stephen King"."""

OFFICES = {
    "president": "president",
    "leader": "leader",
    "premier": "premier",
    "prime minister": "premier",
    "chancellor": "chancellor",
    "king": "king",
    "queen": "queen",
    "emperor": "emperor",
    "emir": "emir",
    "sultan": "sultan",
    "ruler": "leader",
    "dictator": "leader",
    "supreme leader": "leader",
    "foreign minister": "foreign minister",
    "defense minister": "defense minister",
    "defence minister": "defense minister",
    "finance minister": "finance minister",
    "interior minister": "interior minister",
    "foreign secretary": "foreign minister",
    "secretary of state": "secretary of state",
    "vice president": "vice president",
    "ambassador": "ambassador",
}
"""Offices that one person of a state holds at a time, by the name under which they are compared."""

HEADS_OF_STATE = frozenset("chancellor emir emperor king leader premier president queen sultan".split())
"""Offices whose holder may be called "the leader" of the state."""

PERSON_NOUNS = frozenset(
    """
    activist actor actress adviser advisor aide ambassador analyst anchor architect artist astronaut
    astronomer attorney aunt author banker batsman billionaire biologist bishop bowler boxer boyfriend
    brother businessman businesswoman called candidate captain catcher celebrity chairman chairwoman
    challenger champion chef chief cleric co-founder coach colleague colonel columnist comedian commander
    composer conductor congressman congresswoman correspondent cousin cyclist daughter defendant defender
    designer detective diplomat director dissident doctor driver drummer economist editor engineer
    entrepreneur envoy ex-president executive expert father fiance fiancee filmmaker forward founder friend
    general girlfriend goalie goalkeeper golfer governor granddaughter grandson guitarist gunman hacker
    historian host husband imam incumbent inmate inventor investor jockey journalist judge killer king
    lawmaker lawyer leader legend legislator manager mayor midfielder militant millionaire minister model
    mother murderer musician named neighbor neighbour nephew niece nominee novelist nurse officer opponent
    opposition owner painter partner pastor photographer physicist pilot pitcher poet politician president
    priest prince princess prisoner professor prosecutor quarterback queen rabbi rapper rebel reporter
    representative researcher resident rider runner scientist secretary sen senator shortstop singer sister
    skier soldier son spokesman spokesperson spokeswoman sprinter star striker student supermodel superstar
    surgeon suspect swimmer teacher teammate terrorist tycoon uncle victim whistleblower widow wife winger
    witness writer
    """.split()
)
"""Words that, small and right before a name, say that it is a person's."""

ORGANISATION_NOUNS = frozenset(
    """
    agency airline automaker band bank broadcaster brokerage carmaker carrier channel charity club company
    consultancy daily firm giant group insurer lender magazine maker manufacturer militia movement network
    newspaper nonprofit organisation organization parent party publisher retailer rival site start-up
    startup subsidiary supplier tabloid team union website weekly
    """.split()
)
"""Words that, small and right before a name, say that it is an organisation's."""

ORGANISATION_FOLLOWERS = frozenset(
    """
    coach employees engineers executives factory fans fighters gunmen headquarters insurgents investors
    lawmakers magazine management members militants militia newspaper officials plant players products
    profits rebels shareholders shares spokesman spokesperson spokeswoman stock subsidiary users workers
    """.split()
)
"""Words that, small and right after a name, say that it is an organisation's."""

PLACE_NOUNS = frozenset(
    """
    airfield airport area base bay border bridge camp canal city coast cosmodrome county dam desert district
    gulf harbor harbour highway island islands jail lake metro mountains neighborhood neighbourhood
    peninsula port prison province region resident residents river road sea site spaceport square state
    strait street suburb town tunnel valley village waters
    """.split()
)
"""Words that, small and soon after a name, say that it is a place's; before it with "of": "the town of X"."""

ORGANISATION_HEADS = frozenset(
    """
    academy administration aerospace ag agency air airlines airways alliance angels archdiocese army
    assembly associates association astros athletic athletics authority aviation ballet bancorp bank bankers
    battalion bears blazers board braves brewers brigade broadcasting broncos bros brotherhood brothers
    bruins bucks bulldogs bulletin bulls bureau cabinet canucks capital cardinals cavaliers celtics center
    centre channel chargers choir chronicle church clinic clippers club co coalition college command
    commission committee communications company confederation congress consulting corp corporation corps
    council courier court cowboys cubs daily democrats department devils diamondbacks diocese dispatch
    dodgers dolphins eagles electric electronics endowment energy enterprises entertainment examiner expos
    falcons fc federation financial flames flyers force forces foundation front fund gallery gazette giants
    global globe gmbh government group guard guards guild hawks herald holding holdings hornets hospital
    hotels huskies inc incorporated industries initiative inquirer institute institution insurance
    interactive international islanders jazz jets jihad journal knicks laboratories laboratory labs lakers
    league library limited lions llc llp longhorns ltd magazine management mariners marlins media mets
    militia ministries ministry mirror monitor motor motors movement municipality museum navy nets network
    networks news newspaper nv observatory observer office oilers orchestra organisation organization
    orioles pacers packers padres panthers parliament partners party patriots penguins petroleum
    pharmaceutical pharmaceuticals philharmonic phillies pictures pirates pistons plc police post press
    publishing radio raiders railway railways rams rangers raptors records redskins regiment resorts
    restaurants review rockets rockies rovers royals sa sabres saints savings school securities senate
    sentinel service services society software solutions sox spa spurs standard steelers store stores
    studios supermarkets symphony systems task-force teamsters technologies telecom telecommunications
    telegraph television theater theatre tigers timberwolves times treasury tribunal tribune trojans trust
    tv twins union united university wanderers warriors watch weekly wildcats wizards workers worldwide
    yankees
    """.split()
)
"""Words that end the name of an organisation, or begin it before "of"."""

TAKES_OF = frozenset(
    """
    academy army association bank board bureau center centre chamber church college commission committee
    confederation congress council court department directorate federation foundation front fund hospital
    house institute league library ministry municipality museum office organisation organization parliament
    party school secretariat society trust union university
    """.split()
)
"""Heads of organisations' names that go on with "of": "University of Oxford"."""

PLACE_HEADS = frozenset(
    """
    abbey aerodrome airfield airport arena ave avenue barracks base bay beach blvd borough boulevard bridge
    building camp canal canyon cape castle cathedral cemetery city coast corridor cosmodrome county creek
    crossing dam desert district dome drive expressway falls farm forest fort freeway garden gardens glacier
    gulf hall harbor harbour heights highway hill hills hotel island islands isle jail lake lane mall mosque
    mount mountain mountains oblast ocean palace park peninsula penitentiary plateau plaza port prefecture
    prison province racecourse ranch reef region reservoir river road sea shore spaceport speedway springs
    square stadium station strait street synagogue temple terminal territories territory tower towers town
    township tunnel valley village volcano zoo
    """.split()
)
"""Words that end the name of a place."""

PLACE_OPENERS = frozenset(
    """
    beit camp cape deir fort ft isle jalan kota kuala lake mount mt nizhny port pulau rio saint
    san santa sao st tall tel umm wadi
    """.split()
)
"""Words that begin the name of a place: "Mount Fuji"."""

SITE_HEADS = frozenset(
    """
    aerodrome airfield airport cosmodrome dam jail oblast penitentiary prefecture prison spaceport stadium
    """.split()
)
"""Heads that say what stands at a place of that name: its identity is without them."""

SPEECH = frozenset(
    """
    acknowledged added adds admitted announced argued asked believes claimed claims commented conceded
    declared denied denies died explained explains herself himself insisted insists joked knew laughed
    married noted notes pleaded quipped recalled remarked replied resigned responded said say says shouted
    smiled tells testified thinks thought told tweeted vowed warned whispered who wrote
    """.split()
)
"""Words after a name that people do rather than organisations, most of them saying something."""

STATE_ACTS = frozenset(
    """
    accused accuses agreed agrees also annexed announced announces appears argued argues attacked backed
    backs believes blamed blames broke called calls can claimed claims condemned condemns considered
    considers continued continues could criticised criticized demanded demands denied denies deployed did
    does expected expects expelled faced faces feared fears fired fires froze gave gives hoped hopes imposed
    imposes insisted insists intends invaded launched launches lifted looks made maintained maintains makes
    may might must needed needs never now offered offers opposed opposes ordered planned plans pledged
    promised proposed pushed pushes put recalled recognised recognises recognized recognizes refused refuses
    rejected rejects remained remains responded responds retaliated said saw says seeks seems sees sends
    sent should signaled signalled signed sought stands still struck summoned supported supports takes
    tested tests threatened threatens took tried tries urged urges viewed views vowed vows wanted wants
    warned warns will withdrew would
    """.split()
)
"""What states do: after a capital, these say that it speaks for its state."""

STATE_RELATIONS = frozenset(
    """
    accuse accused accuses against allow ask asked between blame blamed by convince defy defying help
    persuade press pressure pressured tell told toward towards urge urged warn warned with
    """.split()
)
"""Before a capital, these say that it stands for its state."""

LOCATIVES = frozenset(
    """
    across around at beyond central downtown eastern in inside into near northern off onto outside over
    southern through throughout via western within
    """.split()
)
"""Before a name, these say where."""

MOTIONS = frozenset(
    """
    arrive arrived arriving back born brought came come deported drive drove emigrated evacuated exported
    extradited fled flee fleeing flees flew flight flights flown fly flying go goes going gone head headed
    heading immigrated imported journey kilometers kilometres km migrated mile miles move moved moving
    pulled return returned returning returns road route sail sailed sent shipped tour toured train trains
    transferred travel traveled traveling travelled travelling travels trip trips visit visited visits way
    went withdraw withdrawal withdrew
    """.split()
)
"""Before "to" or "from", these say that a place follows."""

CITY_THINGS = frozenset(
    """
    airport area bureau court district exchange hospital hotel marathon mayor mayoral metro museum
    neighborhood neighbourhood office people police region resident residents school skyline square stock
    street streets suburb suburban suburbs subway theater theatre university zoo
    """.split()
)
"""What cities have rather than states: after a capital, these say that the city is meant."""

NOT_OF_STATES = frozenset(
    """
    accent born bulldog cuisine dishes dressing food fries jews language restaurant shepherd speaker
    speakers speaking style toast wine
    """.split()
)
"""After an adjective of a state, these say that no state is meant."""

MODIFIED_PLACES = frozenset(
    """
    airspace border borders coast coastline conflict crisis earthquake famine flooding floods frontier
    invasion invasions quake soil territory tsunami war waters
    """.split()
)
"""After a state's name, these say that it is the scene."""

PARTICLES = frozenset(
    """
    al arap bin bint da das de del della den der di dos du el ibn la le ten ter van von zu
    """.split()
)
"""Small words inside people's names."""

FAMILY_FIRST = frozenset(
    """
    ahn ban bo bui chen cheng chiang cho choi chung deng gao guo han hu huang hwang jang jeong jiang jung
    kim kwon lin liu luo ma mao moon nam ngo nguyen paik park pham phan ri roh seo shin sun tang tran tsai
    vo wang wen wu xi xu yang yoon zhang zhao zhou zhu
    """.split()
)
"""Family names that stand first in the names of East Asia."""

SUFFIXES = frozenset("ii iii iv jr sr".split())
"""What may follow a person's surname."""

COMPANY_SUFFIXES = frozenset(
    "ab ag asa bhd bros co corp corporation cos gmbh inc incorporated limited llc llp ltd nv oyj plc sa spa".split()
)
"""What companies end their names with, and leave out when they are named again."""

SHORT_STATES = frozenset(
    """
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa
    penn tenn tex va vt wash wis wyo
    """.split()
)
"""States of America as newspapers shorten them."""

DAYS = frozenset(
    """
    christmas december easter feb february fri friday halloween hanukkah january july lent monday nov november
    oct october passover ramadan saturday sept september sunday thanksgiving thu thurs thursday tue tues
    tuesday wednesday xmas
    """.split()
)
"""Days, months and feasts: names of times, which end any name before them."""

NOT_NAMES = frozenset(
    """
    accord accords act ad african africans age agreement ai aids ak aka allah am amendment android apollo
    apr april arab arabic arabs asap asian asians aug august award awards basque bavarian bc bedouin bible
    black blacks bowl brexit britons brits buddhist buddhists cantonese catalan catholic catholics caucasian
    cd cdt century ceo ceos cfo championship chechen chechens christian christianity christians communist
    communists conservative conservatives constitution convention coo coronavirus covid croats cst
    cup cyberspace dad daddy danes dari day dec democrat democratic deuteronomy dna dollar dollars
    dow dr dutchmen dvd earth east eastern ebola edt el emmy emmys english englishmen era est et
    etc euro european europeans euros eve exodus faq farsi fascists fest filipinos finns flemish flight
    flights frenchmen fyi gaelic games gdp genesis gmt god gps grammy grammys grandma grandpa
    gypsies hebrew hindi hindu hinduism hindus hispanic hispanics hiv holocaust hr html hutu i icbm ied ieds
    index internet intifada ipad iphone ipod irishmen islam islamic islamist islamists it jan jesus jew
    jewish jews jihad judaism jul jun june jupiter kashmiris kindle koran kurd kurdish kurds latin
    latino latinos leviticus liberal liberals linux lol mandarin maoists mar march mars marxist md medal
    mideastern mission mom mommy mon month mps mr mrs ms mum muslim muslims nazi nazis neptune ngo
    ngos nino nobel nordic north northeast northern northwest ok olympic olympics omg operation oscar oscars
    pact paralympics pashto pashtun pashtuns pc pdf pdt peso ph phd plan playstation pluto pm poles pound
    pows pr prize program programme project protestant protestants protocol ps psalm psalms pst pulitzer
    qur'an quran renaissance republican resolution revolution rna roma rouble rss rsvp ruble
    santa sars sat satan saturn scots scottish sep serbs series shia shiite shishuttle siberian
    sicilian sikh sikhs slavic sms socialist socialists south southeast southern southwest soyuz spaniards
    spring sunni sunnis suv swahili swedes tamil thais tibetan tibetans torah tory tournament treaty trophy
    trotskyists turks tutsi tv uprising uranus urdu url usb utc venus vip voyager war
    web wed week welsh west western westerner westerners white whwindows wmd xbox y2k year yen yiddish
    yuan zionist
    """.split()
)
"""Capitalised words that are names of other things: days, faiths, peoples, tongues, prizes, works."""

ABBREVIATIONS = frozenset(
    """
    adm ala amb ariz ark asst atty brig bros calif capt cmdr co col colo conn corp cpl cpt dep det dr
    fla fr ft ga gen gov hon ill inc ind insp jr kan ky la lt ltd maj mass md messrs mich minn miss mo
    mont mr mrs ms msgr mt neb nev no okla ore pa penn pres prof pvt rep reps rev sec sen sens sgt sr st
    supt tenn tex v va vs vt wash wis wyo
    """.split()
)
"""Words whose dot does not end the sentence."""
