//! Adam (Kingma & Ba, ICLR 2015) with a running mean of the weights.

use dualtrack_syntax::network::parameters::{Sizes, at};

use crate::graph::Gradients;

const MOMENTUM: f32 = 0.9;
const SQUARES: f32 = 0.98;
const EPSILON: f32 = 1e-8;
/// Gradients longer than this are shortened to it.
const CLIP: f32 = 3.0;
/// How many steps apart the mean of the weights takes the next sample, and how much of the old mean it keeps.
const SAMPLE: u32 = 4;
const KEEP: f32 = 0.996;

/// Weights in training.
pub(crate) struct Adam {
    pub(crate) weights: Vec<Vec<f32>>,
    /// The running mean, which is what ships.
    pub(crate) mean: Vec<Vec<f32>>,
    momentum: Vec<Vec<f32>>,
    squares: Vec<Vec<f32>>,
    step: u32,
}

impl Adam {
    pub(crate) fn new(weights: Vec<Vec<f32>>) -> Self {
        let zeros: Vec<Vec<f32>> = weights.iter().map(|tensor| vec![0.0; tensor.len()]).collect();
        Self { mean: weights.clone(), weights, momentum: zeros.clone(), squares: zeros, step: 0 }
    }

    /// One step against the gradients. Rows of tables that the step did not touch stay as they are, momentum
    /// included.
    pub(crate) fn step(&mut self, gradients: &mut Gradients, rate: f32, sizes: &Sizes) {
        self.step += 1;
        let norm = norm(gradients, sizes);
        let shorten = if norm > CLIP { CLIP / norm } else { 1.0 };
        let correct = |decay: f32| 1.0 - decay.powi(self.step.min(10_000) as i32);
        let rate = rate * correct(SQUARES).sqrt() / correct(MOMENTUM);
        for (tensor, (_, rows, columns)) in sizes.tensors().iter().enumerate() {
            let rows: Vec<usize> = if at::is_table(tensor) {
                gradients.touched[tensor].iter().map(|&row| row as usize).collect()
            } else {
                (0..*rows).collect()
            };
            for row in rows {
                let range = row * columns..(row + 1) * columns;
                let parts = self.weights[tensor][range.clone()]
                    .iter_mut()
                    .zip(&mut self.momentum[tensor][range.clone()])
                    .zip(&mut self.squares[tensor][range.clone()])
                    .zip(&gradients.tensors[tensor][range]);
                for (((weight, momentum), square), gradient) in parts {
                    let gradient = gradient * shorten;
                    *momentum += (1.0 - MOMENTUM) * (gradient - *momentum);
                    *square += (1.0 - SQUARES) * (gradient * gradient - *square);
                    *weight -= rate * *momentum / (square.sqrt() + EPSILON);
                }
            }
        }
        if self.step.is_multiple_of(SAMPLE) {
            // Early on the mean is short, so that it does not remember the beginning.
            let keep = KEEP.min(self.step as f32 / (self.step as f32 + 40.0));
            for (mean, weights) in self.mean.iter_mut().zip(&self.weights) {
                mean.iter_mut()
                    .zip(weights)
                    .for_each(|(mean, weight)| *mean += (1.0 - keep) * (weight - *mean));
            }
        }
    }
}

/// The length of all gradients; touched rows of tables are made unique on the way.
fn norm(gradients: &mut Gradients, sizes: &Sizes) -> f32 {
    let mut sum = 0.0f64;
    for (tensor, (_, _, columns)) in sizes.tensors().iter().enumerate() {
        let square = |values: &[f32]| values.iter().map(|value| f64::from(value * value)).sum::<f64>();
        if at::is_table(tensor) {
            gradients.touched[tensor].sort_unstable();
            gradients.touched[tensor].dedup();
            for &row in &gradients.touched[tensor] {
                sum += square(&gradients.tensors[tensor][row as usize * columns..][..*columns]);
            }
        } else {
            sum += square(&gradients.tensors[tensor]);
        }
    }
    sum.sqrt() as f32
}
