//! The words that decide how a name or a noun is used. Lemmas in lower case, unless said otherwise.

/// A list of words, written with spaces between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words(&'static str);

impl Words {
    /// Whether `word` is one of them.
    pub(super) fn has(self, word: &str) -> bool {
        self.0.split_ascii_whitespace().any(|known| known == word)
    }

    /// Whether one of them ends `word`.
    pub(super) fn ends(self, word: &str) -> bool {
        self.0.split_ascii_whitespace().any(|ending| word.ends_with(ending))
    }
}

/// What follows the hyphen after a mere sponsor or origin.
pub(super) const SPONSORED: Words = Words(
    "backed led supported sponsored trained funded financed armed allied aligned brokered mediated controlled \
     occupied held born made built owned run based speaking friendly leaning installed administered dominated \
     style supplied designed educated flagged linked imposed proposed drafted organized organised hosted \
     annexed appointed approved equipped bound themed inspired directed ruled governed mandated",
);

/// What states of the union have and states of the world have not.
pub(super) const LOCAL: Words =
    Words("county County counties governor Governor Gov. Gov sheriff statewide legislature");

/// What a place is said to be.
pub(super) const PLACE_IS: Words =
    Words("city town capital place home hub port village metropolis site venue destination");

/// What places do.
pub(super) const PLACE_DOES: Words =
    Words("lie sit stand grow fall wake burn experience sprawl swelter mourn");

/// What a city has.
pub(super) const PLACE_HAS: Words = Words(
    "mayor street suburb airport metro police resident centre center district hotel museum university port \
     outskirts outskirt city capital square north south east west part neighborhood neighbourhood area region \
     population traffic skyline stadium church theatre theater hospital school bridge river subway station \
     old people citizen siege fall battle bombing shelling kilometer kilometre mile downtown governor",
);

/// What is done to places.
pub(super) const SUFFERED: Words = Words(
    "bomb shell hit attack capture liberate besiege evacuate occupy destroy flood rock shake strike storm \
     seize retake recapture surround encircle pound bombard raid overrun take hold control locate situate \
     devastate paralyse paralyze engulf blanket rebuild name rename bury",
);

/// How people come to places.
pub(super) const REACHED: Words =
    Words("leave reach enter flee approach cross quit depart roam police inhabit win carry");

/// What people do to the state where they are.
pub(super) const TRAVERSED: Words = Words("visit leave flee enter reach border tour quit cross");

/// Verbs and nouns of coming and going.
pub(super) const MOVES: Words = Words(
    "go come travel fly send return arrive flee move visit trip enter cross drive march sail head leave escape \
     journey flight tour expel deport expulsion deportation bring take export withdraw migrant refugee seeker \
     emigrate immigrate migrate immigrant route train road repatriate extradite disappear evacuate smuggle \
     operation border",
);

/// What is given or said to a government, though it ends in "to" or "for".
pub(super) const GIVEN: Words = Words(
    "give hand sell supply offer turn appeal submit report provide propose say speak talk write respond reply \
     object belong lose promise deliver matter listen complain signal present pass concede cede answer extend \
     grant lend pay owe",
);

/// What goes to a place, though it is a noun.
pub(super) const SENT: Words = Words(
    "flight road train route way bus return move deployment march convoy access delegation travel transfer \
     exit evacuation",
);

/// What comes from a government.
pub(super) const RECEIVED: Words = Words(
    "offer pressure reply response support aid weapon statement signal demand criticism help guarantee \
     approval order message reaction assistance backing instruction permission receive buy get seek want win \
     expect request purchase obtain hear assurance concession condemnation call threat warning loan subsidy \
     independence apology letter protest objection complaint clearance word money cash fund",
);

/// What a government, not a city, has before itself in a compound.
pub(super) const GOVERNMENT_HAS: Words = Words(
    "government administration official regime authority policy position stance leadership support backing \
     pressure sanction",
);

/// Nouns of doing without an ending that tells.
pub(super) const ACTS: Words = Words(
    "aggression aid attack strike support help offer proposal visit threat demand request sanction embargo \
     export import pressure plan move decision response reply bid call claim denial refusal promise pledge \
     warning talk dialogue dialog relation tie contact summit deal treaty pact accord dispute row conflict \
     war border trade policy stance position interest concern effort bombing raid offensive incursion advance \
     retreat withdrawal presence influence role interference meddling veto vote ban boycott blockade siege \
     assault airstrike ceasefire truce exercise drill manoeuvre maneuver buildup build-up patrol mission \
     operation campaign initiative mediation approach criticism praise apology complaint protest statement \
     message signal gesture concession guarantee assurance loan grant gift arms sale delivery shipment supply \
     purchase investment cooperation co-operation partnership alliance friendship rivalry tension hostility \
     reset rapprochement spying espionage hack hacking cyberattack propaganda disinformation crackdown \
     control rule occupation hand demarche step measure reaction objection opposition resistance appeal \
     ultimatum provocation escalation violation breach exchange meeting negotiation consultation membership \
     accession entry bloc commitment contribution spending budget force",
);

/// How offices end, of those who held them.
pub(super) const LEAVES: Words = Words("die resign abdicate assassinate kill oust depose topple overthrow");

/// Nouns for a state.
pub(super) const LANDS: Words = Words("country nation state republic kingdom land");

/// Nouns that say what one is to another, and so name nobody by themselves.
pub(super) const RELATIVES: Words =
    Words("member ally neighbour neighbor partner side party rival power adversary enemy foe");

/// Those of them that say no more than that there are several.
pub(super) const SIDES: Words = Words("side party rival power adversary enemy foe");

/// Nouns for persons who stand beside somebody, and so are not on their side by that.
pub(super) const KIN: Words = Words(
    "host guest colleague wife husband son daughter father mother brother sister friend family relative \
     opponent successor predecessor critic",
);

/// Nouns for where people live, which are places rather than actors.
pub(super) const SETTLEMENTS: Words =
    Words("capital city town village port region province district area county palace");

/// Institutions of which a state has one, so that with an article alone they are those of the state that a text is about.
pub(super) const OF_THE_STATE: Words = Words(
    "government army military parliament police cabinet administration regime navy legislature judiciary \
     treasury leadership monarchy",
);

/// Further nouns for the members of an organisation, through those who act for them.
pub(super) const MEMBERS: Words =
    Words("leader minister ambassador envoy government capital diplomat defence head");

/// Words that tell a kind of people even where any word has a capital, at the beginning of a sentence.
pub(super) const KINDS: Words = Words(
    "Western Eastern Northern Southern Arab European African Asian Nordic Baltic Balkan Gulf Latin Kurdish \
     Islamist Islamic Muslim Sunni Shiite Shia Christian Jewish Druze Tamil Uyghur Rohingya Tuareg Catalan \
     Basque Chechen Alawite Communist Marxist Maoist",
);

/// What makes an agent a poison.
pub(super) const SUBSTANCES: Words = Words("nerve chemical biological toxic poisonous reducing");

/// Roles that many hold at one time, so that the day does not tell who is meant.
pub(super) const MANY_HOLD: Words = Words(
    "ambassador commander spokesperson special-envoy un-envoy commissioner under-secretary-general \
     assistant-secretary-general legislator judge governor mayor consul charge-d-affaires presidential-aide candidate \
     committee-chair deputy-foreign-minister deputy-defence-minister deputy-head-of-government \
     cabinet-secretary rebel-leader religious-leader union-leader chief-executive opposition-leader prosecutor",
);

/// Verbs that report speech.
pub(super) const SAYING: Words = Words(
    "say tell add note state declare announce stress explain argue warn claim point conclude insist write \
     continue go remark comment emphasise emphasize underline reply answer ask admit acknowledge recall \
     observe report believe think",
);

/// What "it" is that stands for a clause: "it is important that".
pub(super) const OPINIONS: Words = Words(
    "important possible impossible clear unclear likely unlikely necessary hard difficult easy good bad true \
     time too early late essential vital crucial obvious inevitable wrong right fair better best worth",
);

/// Verbs and nouns of going somewhere to see somebody.
pub(super) const VISITS: Words =
    Words("visit trip travel fly arrive go come head return tour journey welcome");

/// Prepositions of the place where something is.
pub(super) const LOCATIVE: Words =
    Words("in inside near across throughout within around at outside into through");

/// What may stand between such a preposition and the name of the place.
pub(super) const PARTS_OF_PLACES: Words = Words(
    "the northern southern eastern western central north south east west northeastern northwestern southeastern \
     southwestern neighbouring neighboring nearby downtown coastal rural war-torn occupied",
);

/// The last words of names of streets, waters and heights, which are places and nothing else.
pub(super) const TERRAIN: Words = Words(
    "street avenue road drive lane highway boulevard square bridge river lake sea ocean mountain mountains mount \
     valley island islands peninsula beach bay strait canal forest desert plateau coast hills heights estate",
);

/// The last words of names of buildings and grounds, in which things happen, and whose staff may act.
pub(super) const BUILDINGS: Words = Words(
    "church cathedral mosque temple synagogue monastery hotel inn hospital clinic theatre theater cinema museum \
     gallery stadium arena mall market centre center park garden prison jail station airport port terminal camp \
     barracks palace castle tower hall library cemetery school college university campus base",
);

/// What runs between two places.
pub(super) const CONNECTIONS: Words = Words("flight service route train road border distance line");

/// What a place has of which something can be "of" it, besides what cities have.
pub(super) const BOUNDED: Words = Words("coast rest border territory map");

/// Endings of nouns for what somebody does: "criticism", "support", "rejection".
pub(super) const ENDINGS: Words = Words("tion sion ment ance ence ism al ing ure sal acy ship");

/// Names of days and months, "may" apart.
pub(super) const DAYS: Words = Words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august \
     september october november december",
);

/// Words without a capital inside names.
pub(super) const PARTICLES: Words = Words("de van von der den al el bin ibn ben la di da dos du");

/// Words that take a part of several: "some of them".
pub(super) const QUANTITIES: Words =
    Words("some many several both all most few none each any one two three four half others neither either");
