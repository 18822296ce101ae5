/**
 * Some three thousand words that common passwords are built from, most used first: letters and digits, in lower case.
 * Marked as pure, so that a function that never asks does not carry them. A table of data, exempt from the length rule.
 * Source: the frequency list of `@zxcvbn-ts/language-common` 3.0.4 (MIT).
 */
export const commonPasswords: ReadonlySet<string> = /* @__PURE__ */ listed(`
password qwerty dragon baseball football monkey letmein shadow master michael mustang qwertyuiop 1234567890
superman qaz2wsx jordan qazwsx jennifer killer trustno hunter harley zxcvbnm asdfgh buster andrew batman
soccer tigger charlie robert sunshine thomas iloveyou ranger daniel hockey george computer michelle jessica
starwars pepper klaster zxcvbn freedom princess joshua maggie ginger amanda ashley cheese nicole summer
matthew chelsea dallas biteme matrix william yankees taylor corvette austin access martin heather thunder
merlin secret diamond hello anthony hammer silver gfhjkm justin patrick richard bailey internet samantha
golfer scooter orange cookie q1w2e3r4t q1w2e3r4t5 maverick jackson sparky mickey phoenix bigdog snoopy guitar
whatever chicken morgan andrea camaro mercedes peanut ferrari cowboy falcon welcome samsung steelers joseph
smokey dakota melissa arsenal boomer eagles tigers marina nascar booboo gateway porsche yellow monster spider
diablo hannah bulldog junior london purple compaq lakers iceman hardcore cowboys money banana boston brandon
tennis johnny miller q1w2e3r coffee scooby edward nikita mother yamaha brandy barney chester oliver charles
player knight forever steven rangers midnight chicago bigdaddy redsox victoria badboy angel please fender
chris jasper james slayer rabbit natasha rachel marine wizard marlboro raiders prince casper fishing flower
crystal jasmine panties iwantu adidas winner winter gandalf enter ghbdtn q2w3e4r angela golden lauren cocacola
winston madison angels blowme panther spanky shannon sophie johnson asdfasdf david toyota tiger murphy canada
danielle blowjob jonathan liverpoo muffin cooper apples jackie dennis black passw0rd sandra pokemon slipknot
carlos qazxsw scorpion qwaszx nathan butter startrek rainbow asdfghjkl redskins newyork gemini cameron
qazwsxedc florida liverpool turtle nicholas viking booger wilson sierra butthead doctor rocket victor dolphins
captain bandit jaguar packers pookie peaches dolphin helpme tucker theman tiffany maxwell jeremy qwertyui
shithead debbie albert maddog lovers monica united giants nirvana metallic hotdog rosebud mountain benjamin
warrior stupid elephant success jackass bonnie alexis lucky jason scorpio samson q1w2e azerty freddy driver
willie calvin q2w3e4r5t 1q2w3e4r5t sydney gators dexter bubba creative voodoo happy arthur trouble america
nissan gunner rebecca stella garfield gordon jessie bullshit parker asdfghjk apollo eminem december legend
airborne beavis august apple brooklyn godzilla skippy buddy 4815162342 qwert kitten magic shelby beaver
phantom nothing asdasd williams xavier braves darkness blink travis copper tomcat platinum qweqwe girls bigboy
green power animal police online voyager lifehack sniper trinity walter blazer heaven lover snowball playboy
bubbles loveme hooters cricket marvin willow donkey topgun nintendo saturn family november gabriel destiny
pakistan pumpkin digital sergey chance explorer redwings private therock runner lasvegas guinness beatles
cassie christin celtic broncos andrey babygirl nelson donald scott eclipse cartman fluffy louise michigan
testing carolina little samuel alexande birdie steve cherry pantera sharon gibson vampire mexico peter buffalo
montana genius flyers maximus school minecraft lovely stalker metallica doggie carter kristina kimberly
spencer speedy barbara snickers sabrina carmen marcus bronco yankee friends paradise dreams magnum horses
caroline lacrosse goober member qwertyu enigma scotty pimpin bollocks brian surfer sammy genesis poohbear
qweasdzxc racing friend hawaii eagle billy viper october vanessa poopoo einstein boobies stanley walker
drowssap stephen courtney simple alaska badger action denise jester spitfire drummer forest patricia maryjane
champion diesel svetlana friday kevin gregory pamela frank hotrod chevy anderson douglas westside security
google badass shorty tester thumper hitman mozart general reddog zaq12wsx music lizard alexander melanie
ruslan 123456789a vincent sweet teresa scarface marshall olivia veronica buddha spirit frankie stargate
antonio liberty natalie mercury naruto 12345qwert suzuki semperfi popcorn spooky marley system brittany
claudia kelly scotland kitty cherokee vikings simpsons death leslie rascal qweasd jimmy loveyou hummer allison
rocky patches russia adrian jupiter penguin howard passion honda vfhbyf andre vladimir franklin sandman
infinity homer bastard raider passport assman fantasy bulldogs 1234554321 horney domino budlight ironman
disney norman softball bishop francis brutus redrum brooke bigred jeffrey jesus fktrcfylh karina marines
kawasaki digger ireland oksana fireman cougar college alicia russell houston monday bradley sarah justice
super wildcats tinker duncan dancer logitech avalon swordfis everton reggie motorola alexandr molly timothy
hentai claire patriots madonna colorado eugene ducati kermit juventus indian connor galore freeuser smooth
house titanic boogie simpson warcraft wolverin elizabet arizona saints valentin georgia asdfg accord baxter
denver mitchell christ password123 yfnfif smith stinky zachary roland naughty ncc1701d spiderma chopper brenda
extreme virginia water skyline zombie pearljam froggy pirate fylhtq vision awesome alyssa dreamer predator
bullet empire kirill people elvis panthers skipper nemesis peekaboo rasdzv simon alison rolltide american
cardinal arnold chevelle daddy psycho danger mookie wanker manutd tommy hobbes vegeta goblue burton fyfcnfcbz
picard bobby windows loverboy lovelove vfrcbv victory bambam turkey serega tweety hiphop galina changeme
rooster polina berlin taurus electric ronald avatar raptor alpha maksim spring brazil newport kenneth hendrix
madmax england a1b2c sublime britney france darkside bigman hercules lawrence wolfpack classic lincoln ronaldo
spiderman q2w3e blizzard cheyenne 123456789q wombat cjkysirj raymond brother kristen pandora devils simone
holiday wildcat horse kramer sterling caesar alabama carrie bondage basketball sports pickle catch leather
shaggy a1b2c3d chronic flowers robbie admin gracie amber freepass airplane perfect kodiak billybob katana
sunset crazy stingray maria snowman phpbb chocolat zeppelin garcia detroit wolves pontiac candy firebird
gundam panzer outlaw pretty fisher connie honey business trevor redhead hardon greenday tarheels nastya
hellfire cobra engineer savage service serenity sasha michele lickme fireball 1029384756 white remember
darkstar miranda flash harvey oscar strike freddie pavilion beauty bobafett dbrnjhbz bigmac clinton bowling
jenny natali future harrison jones wallace swimming apache rulez pyramid dodgers whynot defender teens morris
trooper cancer precious packard lucifer popeye weasel raven icecream stewart tanner swordfish blonde sandy
presario rockstar viktor manager cheryl norton control wutang airforce julian atlanta spike thailand looking
casino paris mouse lennon bluebird theone hawkeye hacker dustin elaine nfnmzyf sailor catfish goldfish maxima
tattoo barbie light design pervert machine herman wrangler rocks trucks nipples roscoe tornado jerry lights
bubble cadillac madman orlando pegasus target longhorn laura philip browns eatme stefan cannon dilbert baller
microsoft winnie christia katie shooter xfiles qazqaz lesbian street seattle corona amateur cthutq prelude
beach malibu freaky assassin integra atlantis 123qweasdzxc pussies dragons iloveu unicorn lonewolf regina
stealth kristin peewee openup bobcat stacey software newton leonardo student srinivas angelina young enjoy
valentina trigger zaqwsx lolita athena shotgun coyote bruins veronika dollar country joker babydoll lestat
wordpass hottie smiley potter random sweety butterfly woody chipper snake samurai video gizmo maddie devildog
valerie mistress flipper express powers soso123aljg cessna teacher goldie moose polaris piglet cookies elena
montreal hjvfirf ladies wolfgang fatboy scully father single wicked daisy fetish foobar castle tickle bunny
pepsi balls transam dfvgbh impala sunday booty hotstuff ronnie jasmin gambit toshiba basketba lancer birthday
texas stephani hooker knicks roberto stinger testtest kathleen savannah shamrock benson squirt deftones
trucker redneck goldberg alfred blaster siemens shelly renegade manson subaru ibanez blondie hamilton casey
swinger reaper cristina minnie mylove harry galaxy lindsay dudley farmer gloria special blahblah enterpri
travel babylon bigone sweetpea sugar smoke skeeter indiana great ficken trfnthbyf freeman curtis smitty marino
joanne bigfoot escort babes check larisa trumpet tristan spartan asdfghj sister valera stormy paladin andreas
cavalier marathon hamlet aardvark butterfl mister manchester rusty napoleon seven indigo hornet skater jerome
pierre wonder toronto indians karate buckeyes julie hesoyam fredfred charger highland sweetie holland
qaz2wsx3edc 1qaz2wsx3edc chiefs diamonds buckeye aurora campbell griffin brandi redman passwor chandler
drpepper monika maiden elizabeth leonard bernie brown garden storm autumn 12345678910 linda thuglife millie
jungle pencil tomtom insane pizza timber sherlock mariah audrey a2b3c hamster aragorn pioneer techno catdog
lollol triumph sidney fktrctq sophia morpheus island hobbit blabla erotic aaron pascal sampson consumer justme
marion stones chrissy tyler nadine marie goforit burger pitbull kelsey adgjmptw spartak german karen kissme
hunting kaiser martha colors artist harold italia sammie barcelona mario nicolas virgin pebbles sundance
isabella overlord emerald callie doggy irina racecar isabelle germany goddess change wesley nipple basket
joejoe holly poison zipper alpine shirley element huskers marcel eddie danny christy sakura chichi inside
ultimate dirty nicola ncc1701e blackie omega watson rommel geronimo nikki caserta trojan philips sergio nugget
tarzan bassman warren trixie chicks aleksandr cream webster sherry manuel portugal dodger anakin bobbob bomber
michel madness superfly q1w2e3r4t5y q1w2e3r4t5y6 loser florence yvonne fatcat global ybrbnf energy desire
wrinkle soldier bianca warlock martina andrei larry seminole peace alejandr westham concrete harris margaret
hector christop naked ladybug network bernard tintin qazxswedc trombone chuck pleasure rhbcnbyf history
bluesky sherman logan january onelove cotton christian cdtnkfyf sunny archie holden brianna vfvjxrf titans
stallion lindsey singer truck smile party missy hansolo angelo joanna natalia beagle phillip panama smiles
juice qawsed inferno mongoose connect kingkong snatch flatron bluemoon turbo rocker personal emily blessed
snakes dominic forget finger beetle jamaica alberto mulder jamie susan immortal passat plastic dietcoke spunky
whiskey monitor giovanni cactus ripper spyder markus planet patton exigen sticky waters nolimit daniela
hollywoo abigail morrison katrina trunks assass always diana deedee clifford april speed japan mission pickles
million sailing freak holmes bonehead fernando ghbdtnbr charlott delta yomama darren rubber newman 1123581321
faster cumming bertha memphis sylvia maurice hongkong jumper unreal geheim rodney nylons sebastia pentium
legion shalom kennedy brooks movie dodge dream graham sprite curious pacific loulou funtime philly ferret
niners orion werewolf milton cantona kingdom stars africa office boeing gilbert abgrtyu pirates sheila french
sweets cooldude palmer eternity lollipop tottenha stocking monique anything foster irish jackoff biscuit
drizzt camera columbia fossil moomoo makaveli tracey robinson isabel martini salmon shasta jersey verbatim
maniac snapper satan nasty solomon patriot jacob standard shaved blackcat asdzxc punkrock raistlin infantry
qwerty12345 dillon gerald twister ricardo waterloo cjkywt clayton crimson serena oxford maxmax denis flight
condor seinfeld silvia biggie maxine musicman ravens teddy colleen bruce wolfman sharks megadeth cosmos velvet
keeper foxtrot garrett damien anton sesame skywalke gn56gn banshee squirrel wolverine sunrise ghost western
grendel roxanne privet legolas felix marlin stone herbert lvbnhbq qazwsxed carrot blades frosty stardust
helena brownie groovy penny butler coolio twilight daytona licker peanuts intrepid pikachu trains mollie
vanhalen jericho hershey strider lobster punisher grace bottom ninja murray kansas shogun goblin search
neptune showtime darwin amadeus suzanne oldman bruno showme henry getsome muscle obiwan support rfrfirf
skittles ekaterina whitney shark maestro danni tanker english tarheel fighter thanks hannibal capital newlife
anubis gothic chaos blues cindy sabine roman preston princes brendan slick evelyn python richie tequila devil
clover delete mirage blood surfing q2w3e4r5t6y 1q2w3e4r5t6y bentley portland potato baggins review porter
chubby panasonic sandiego sooners buffy derrick penelope blackdog harmony fusion mature malcolm allen buttons
a2b3c4d californ safety playtime dagger moscow swallow warriors byteme stimpy gangster lucas christine turner
iverson lester chargers liquid mushroom cracker dingdong misty nymets robin bigguy mobile tazman nimrod
newpass miami crusader bugger stranger dkflbvbh anastasia marco volume masters monroe miguel doodle collins
powder archer gotcha battle dublin slapshot guardian janice charly septembe photos knights short angelica
nookie milano scarlett stuart damian grizzly camille scruffy brasil latino kittycat poopie munchkin lorenzo
rammstein bananas barcelon santiago thegame world gerard picasso walnut kolobok blackman wisdom trance
starcraft parrot quality blade auburn goodluck eatshit dorothy dusty engine coltrane gorilla wheels katerina
tamara postal luther carlo cassidy discover oakland spanking osiris dumbass shaney lonestar bridge bingo
bender annie stonecol dookie meridian sally megaman racerx rjntyjr sirius firefly julia alexandra madrid terry
griffey women phoebe zaq1xsw weezer beautiful violet ledzep lowrider randy gangsta ghjcnj paradox tacobell
loving catalina vertigo halflife carson sergei shiloh johnjohn sobaka buffett aliens sadie chucky bonjour
kangaroo thompson sinner socrates keyboard stevie trebor finish sprint shazam national celica scarlet formula
hoover sommer frances hotboy cynthia qwerasdf penguins rebels elwood melvin vacation ragnarok bollox lexmark
mailcreated mailcreated5240 lorraine claude rockon dodgeram tacoma romeo wookie prodigy tempest vfhecz flames
sebastian colombia kitkat oblivion mystery sithlord server molson mustangs incubus smoker window scoobydo
rescue bigballs carpet titleist richmond director lawyer megan magnolia celeste melinda wright jimbob golfing
kenny roger bobbie xanadu tardis blueeyes hearts dixie pooper shaman mersedes springer imagine janine kenwood
garbage martinez topper roberts lizzie ashton elliott oracle sheena chloe nuttertools mallard 1122334455
shemale mikey asterix faith monkeys imperial jimbo cooler grateful gillian peterpan kingston yourmom sleepy
gremlin printer hudson pa55word freckles birdman aussie esther defiant margarita deadhead anime tatyana jackal
frogger bridget wayne research tobias mariners rootbeer blondes donnie katrin weather aspirine frederic parola
photo children account israel stephanie shaolin noodles celine willy willis forgot hallo mandy rogers palace
santos ohyeah magnus laurie creampie amazon kisses queen ludwig fatass plymouth justdoit nellie putter broken
nopass letsgo bryan bones tatiana camel champs lightnin massive camelot bosco deanna gizmodo spidey caliente
aezakmi goodtime mypass roller catherin active payton lonely redalert brucelee smokin porkchop astros aquarius
thankyou atomic fletcher shopping a1s2d3f mason marian vanilla unknown sapphire temple marvel beckham
qazwsxedcrfv kaktus myself sooner blacky hastings blackjac aggies scream picture judith iforgot kasper cxfcnmt
bangkok shitty spectrum eduard vader jammer painter primus veritas ernest kristi chevrole amsterdam slappy
valley hitler clancy spankme granny avenger rosemary husker candyman beatrice scrappy simba falcons dylan
front harder atlantic labrador 123456qwerty smudge syracuse southern melody timmy elijah center darling throat
stuff fatman krishna sanchez pancho gator pacman commando vulcan clitoris lemons alice j4ye3uz boner keith
odessa barkley monopoly method kelley punkin pineappl celtics lesbians space gangbang bennett flyboy hamburg
asian carol spartans tricky romashka snuggles infiniti anders billie drago blake hermes jesse goose jeremiah
vivian annette homerun forrest carolyn 1234567890q topcat hayden cosworth vectra grover goodbye charlotte
cuddles bossman horndog doberman telefon qawsedrf ivanov durango peugeot franco plumber rbhbkk pauline exigent
laguna emmanuel webmaster bowler leopard strong theking redbull beast viktoria breeze topdog starbuck dance
dalton hungry beefcake reality gjkbyf speaker shelley godsmack clarence writer loveit kingpin nokia valhalla
night starfish anarchy herbie blacks content sailboat desert fitness brando bohica achilles tractor ncc1701a
drake hidden kicker labtec napass pa55w0rd amelia tuesday frontier swingers caitlin muppet terror legacy
farside terminator bella matilda kentucky doughboy ramona butthole phillies jrcfyf camels dannyboy oakley
nebraska latin double qwertyuio sabbath chang pinkfloy homers striker looker fallen maryland luckydog azamat
september iguana oklahoma moloko qwerty123456 agent vfrcbvrf javier vette daniil command rhonda studio pistol
miles skiing franky stoner conrad select tanya houses boris puppy elliot charmed vladik nathalie whocares
maynard vkontakte ihateyou puppies zidane eileen dilligaf crash mandingo moneys tyrone funny nevada kotenok
mystic california budman church carlton rafael technics stick golfball rookie panda laptop today jennie triton
river trojans bunghole zvezda hurrican central stripper filter jethro gustav escape aberdeen shane lespaul
rfnthbyf enterprise butch dthjybrf cutter splash handsome oilers randall nofear cupcake excalibu momoney
gbpltw bigger belinda svetik possum metal moocow brothers bethany keystone babyboy flamingo firefox bogdan
ccbill passwort soleil lancelot vipers marilyn tdutybq juliet leader madden russian australia sabina chase
coolman babies skinny zaphod kamikaze verona bacon noodle rebel doobie designer deadman attack vortex killme
dogman gopher somethin danila reagan cancel torres freaks azsxdc sassy donna dracula poncho bearbear boots
engage deskjet bradford hammers deeznuts warhammer tight justine ralph fabian lewis blueblue marissa oregon
bubbas sinatra hilton meatball mailman dawson columbus manchest cthulhu macdaddy mighty michaela grandma ready
sterlin cartoon summit 123456789z sentinel tolkien bicycle beverly breast lickit kathy meghan universe capone
jenna julius wendy bryant truelove helen nancy hailey chair bowser kathryn fernand eleven rockets billyboy
military demon davis jamesbon iloveyo traffic saint redhot microsof sonic miracle microlab gofish pantyhos
pilot lifetime rugby mayday aikido conner cutlass thekid theodore titties sweden function polska danie market
scotch lansing elvira bloody hustler anfield catman bonita tracy cheers tinman airbus peters china azsxdcfv
santana hayley station gabrie scottie orioles charlton fortuna dfkthbz rustam warlord retard fatima ultima
bigmoney rotten betty grumpy oranges superstar fordf asdfjkl boxing xtreme denali selena zxcasd huskies
terminal wilbur kristy wildfire vladislav bikini hollywood mayhem sultan gretchen figaro sixers sparta
saratoga running cloud models greenbay cancun marlene trinidad tammy chewie number crunch bigbird mellon
bigtime fashion piccolo fabie rjirfrgbde rovers meatloaf hyperion sandro rightnow jarhead armani treasure
miriam hansen natural lisalisa sport bizkit maradona sayang charli rfhbyf utopia anaconda japanese camilla
coconut govols emerson memory catherine cosmo cruise giant ricky dragoon woofwoof giorgi packer poontang
illini christopher davids zaqxsw pedro sticks revenge exodus reebok chanel albatros cabbage wally beaner
quincy greens tomato chief richards adriana kenworth deborah cooter dinosaur holyshit eeyore movies lionking
creamy adult poodle tsunami happyday knopka bogart corrado volley chickens orgasm whisper flying first
chocolate walleye hopper twisted chaser memorex ericsson jensen positive crazybab science frisco zorro romance
sherwood shania rereirf sausage milana tasha vfvekz profit zenith fugazi junebug clemson polniypizdec
polniypizdec0211 tootsie fktrcfylhf comics zxcasdqwe vfczyz werner aspire hardrock condom rachael gringo
anhyeuem madeline becky canon february alien harper stocks marcos clapton roberta coleman applepie skywalker
fubar theresa koshka tundra vitalik arjay gmoney ingrid pillow fingers samiam davidson skorpion candle nobody
hellyeah better australi rockhard bears sparkle johanna everest rfrnec hedgehog wolfie yosemite marisa voyeur
baddog jazzman cheetah qa2ws3ed slacker steele mikemike pooppoop barsik valeria deniska br0d3r fright karolina
kirsten vfksirf kenshin bootie cyclone starship monty balloon maxell dildo rupert milena bonsai salvador
greatone vernon slider lillian admiral cecilia stolen albion midget nikola hithere damnit dinamo francois
cheng calico duchess scratch powell stefano fortune nyjets artemis robotech roadkill backdoor rastaman fiesta
felicia alliance fletch jerkoff killbill goliath cinnamon rambler malaka tekken sojdlg123aljg carrera bangbang
jeanette fritz ramses operator shado duster spank wibble alibaba mechanic keywest sword amsterda bristol
pingpong rasputin marianne hooter rctybz sanders faggot krista presto majestic nguyen fowler passwords buttman
spurs pompey trident viagra kipper kingfish gotohell angie guest garage heidi mattie isaiah steeler wrestlin
pooter divine route clipper charley macross railroad lineage seamus swimmer jokers thursday chico a123456789
solnce kimber guiness pussie mathew nature matador sparks typhoon retired subway slave ivanova ghetto florian
vermont ktyjxrf lolipop spears yzerman peterson magick phillips cinder nwo4life shearer pupsik dfkthf allsop
grapes pippen belle venus kcj9wx5n dammit barry caveman critter underdog r2d2c3po skydive renault onlyme
murder snoopdog jayhawk hotshot caramel broadway kinky theboss train trout umbrella feather credit splinter
depeche seeker respect crysis direct animals chemical cyclops chivas jamesbond blackhaw passpass sinclair
megapass beanie translator helloo magicman fishes supersta giuseppe caligula juggalo frozen quattro meredith
wassup rosie bullseye saturday cohiba floppy alucard deacon heart tabitha kristine tunafish
`);

function listed(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
