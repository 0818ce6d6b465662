//! A model: all that training made, in one file.

use crate::file::{self, ModelError, Writer};
use crate::tagger::Weights;

/// The parts of a model as training makes and the file holds them.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The network.
    pub weights: Weights,
}

impl Parts {
    /// The model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let sections: Vec<([u8; 4], Writer)> = vec![(*b"NETW", self.weights.write())];
        file::write(&sections)
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Where the bytes are no model file of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut weights = None;
        for (name, mut section) in file::sections(bytes)? {
            if &name == b"NETW" {
                weights = Some(Weights::read(&mut section)?);
            }
        }
        Ok(Self { weights: weights.ok_or_else(|| ModelError::new("it holds no network"))? })
    }
}
