#pragma once

#include "shared/base/bytes.hpp"

namespace mingcha {

/// zstd level 3 with a leading byte: 0 = stored, 1 = zstd, whichever is shorter.
[[nodiscard]] Bytes pack(ByteView plain);
/// What `packed` says that it unfolds to, in bytes; nothing is unfolded. `bad_pack` where it does not say.
[[nodiscard]] Outcome<std::size_t> unpacked_size(ByteView packed);
/// Refuses what would unfold beyond `bytes_max` (`too_large`), before unfolding it; damaged bytes are `bad_pack`.
[[nodiscard]] Outcome<Bytes> unpack(ByteView packed, std::size_t bytes_max);

}  // namespace mingcha
