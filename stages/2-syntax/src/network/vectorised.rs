//! One body, compiled for several widths of vectors.

/// Defines a function that runs the same body with AVX-512 or AVX2 where the machine has it.
macro_rules! vectorised {
    ($(#[$meta:meta])* $visibility:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        $visibility fn $name($($arg: $type),*) {
            #[inline(always)]
            fn plain($($arg: $type),*) $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
                fn widest($($arg: $type),*) { plain($($arg),*) }
                #[target_feature(enable = "avx2")]
                fn wide($($arg: $type),*) { plain($($arg),*) }

                if std::arch::is_x86_feature_detected!("avx512f")
                    && std::arch::is_x86_feature_detected!("avx512bw")
                    && std::arch::is_x86_feature_detected!("avx512dq")
                    && std::arch::is_x86_feature_detected!("avx512vl")
                {
                    // SAFETY: the only requirements of `widest` are those that the lines above have found.
                    #[allow(unsafe_code, reason = "the bench `parse` is faster with AVX-512")]
                    return unsafe { widest($($arg),*) };
                }
                if std::arch::is_x86_feature_detected!("avx2") {
                    // SAFETY: the only requirement of `wide` is AVX2, which the line above has found.
                    #[allow(unsafe_code, reason = "the bench `parse` is faster with AVX2")]
                    return unsafe { wide($($arg),*) };
                }
            }
            plain($($arg),*)
        }
    };
}
