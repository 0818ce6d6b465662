//! Identifiers: positions in a layer's arrays, each of its own type so that one cannot index another's array.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident,)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an index.
            #[must_use]
            pub const fn index(self) -> usize { self.0 as usize }
        }

        impl From<usize> for $name {
            /// # Panics
            /// Past `u32::MAX`, which no document reaches: texts are cut long before.
            fn from(position: usize) -> Self {
                Self(u32::try_from(position).expect("a document holds fewer than 2^32 of anything"))
            }
        }
    )+};
}

ids! {
    /// A word of the text.
    TokenId,
    /// A sentence.
    SentenceId,
    /// A mention of an actor.
    MentionId,
    /// An actor of the document.
    ActorId,
    /// A quotation.
    QuotationId,
    /// An event.
    EventId,
}
