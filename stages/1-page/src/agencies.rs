//! News agencies, as datelines and credits name them.

/// Each agency's usual name, followed by other ways in which pages write it, in lower case.
const AGENCIES: &[(&str, &[&str])] = &[
    ("AP", &["the associated press", "associated press", "ap photo", "ap"]),
    ("Reuters", &["reuters", "thomson reuters"]),
    ("AFP", &["agence france-presse", "agence france presse", "afp"]),
    ("TASS", &["tass", "itar-tass", "tass news agency"]),
    ("Interfax", &["interfax", "interfax-ukraine"]),
    ("RIA Novosti", &["ria novosti", "ria"]),
    ("Sputnik", &["sputnik"]),
    ("Xinhua", &["xinhua", "xinhua news agency"]),
    ("UPI", &["upi", "united press international"]),
    ("dpa", &["dpa", "deutsche presse-agentur"]),
    ("EFE", &["efe", "agencia efe"]),
    ("ANSA", &["ansa"]),
    ("Kyodo", &["kyodo", "kyodo news"]),
    ("Yonhap", &["yonhap", "yonhap news agency"]),
    ("KCNA", &["kcna"]),
    ("PTI", &["pti", "press trust of india"]),
    ("ANI", &["ani"]),
    ("IANS", &["ians"]),
    ("APP", &["app"]),
    ("IRNA", &["irna"]),
    ("ISNA", &["isna"]),
    ("Tasnim", &["tasnim", "tasnim news agency"]),
    ("Mehr", &["mehr", "mehr news agency", "mna"]),
    ("SANA", &["sana"]),
    ("WAM", &["wam"]),
    ("SPA", &["spa", "saudi press agency"]),
    ("QNA", &["qna"]),
    ("MENA", &["mena"]),
    ("Petra", &["petra"]),
    ("WAFA", &["wafa"]),
    ("Anadolu", &["anadolu", "anadolu agency", "aa"]),
    ("AZERTAC", &["azertac"]),
    ("Trend", &["trend"]),
    ("ARMENPRESS", &["armenpress"]),
    ("BelTA", &["belta"]),
    ("Ukrinform", &["ukrinform"]),
    ("UNIAN", &["unian"]),
    ("Ukrainska Pravda", &["ukrainska pravda"]),
    ("Kazinform", &["kazinform"]),
    ("BTA", &["bta"]),
    ("Agerpres", &["agerpres"]),
    ("MTI", &["mti"]),
    ("PAP", &["pap"]),
    ("CTK", &["ctk", "čtk"]),
    ("Tanjug", &["tanjug"]),
    ("Hina", &["hina"]),
    ("APA", &["apa"]),
    ("NTB", &["ntb"]),
    ("TT", &["tt"]),
    ("Ritzau", &["ritzau"]),
    ("STT", &["stt"]),
    ("BNS", &["bns"]),
    ("LETA", &["leta"]),
    ("PA", &["pa", "press association", "pa media"]),
    ("Lusa", &["lusa"]),
    ("Belga", &["belga"]),
    ("ANP", &["anp"]),
    ("CP", &["the canadian press", "canadian press"]),
    ("AAP", &["aap"]),
    ("Bernama", &["bernama"]),
    ("Antara", &["antara"]),
    ("VNA", &["vna"]),
    ("CNA", &["cna"]),
    ("NAN", &["nan"]),
    ("Bloomberg", &["bloomberg", "bloomberg news"]),
    ("UN News", &["un news"]),
    ("Getty Images", &["getty images", "getty"]),
];

/// The usual name of an agency that a whole string names, with or without its site ("reuters.com").
#[must_use]
pub(crate) fn named(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_end_matches(['.', ',']).to_lowercase();
    let name = name.strip_suffix(".com").unwrap_or(&name);
    AGENCIES.iter().find(|(_, forms)| forms.contains(&name)).map(|(usual, _)| *usual)
}

/// The usual name, or the name as printed if it is not a known agency.
#[must_use]
pub(crate) fn usual(name: &str) -> String {
    named(name).unwrap_or(name.trim()).to_owned()
}
