//! One body, compiled for two widths of vectors.

/// Defines a function that runs the same body with AVX2 where the machine has it.
macro_rules! vectorised {
    ($(#[$meta:meta])* pub fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        pub fn $name($($arg: $type),*) {
            #[inline(always)]
            fn plain($($arg: $type),*) $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn wide($($arg: $type),*) { plain($($arg),*) }

                if std::arch::is_x86_feature_detected!("avx2") {
                    // SAFETY: the only requirement of `wide` is AVX2, which the line above has found.
                    #[allow(unsafe_code, reason = "the bench `parse` is 1.6 times faster with AVX2")]
                    return unsafe { wide($($arg),*) };
                }
            }
            plain($($arg),*)
        }
    };
}
