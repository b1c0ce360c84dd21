#pragma once

#include <QString>
#include <string_view>

#include "shared/merge/record_codec.hpp"

namespace mingcha {

/// Why the centre has not merged something, and whether handing it in again can change that.
struct HeldWords {
    QString reason;
    bool retry_helps = false;
};

/// For each of `verdict_codes` and `own_held_codes`; a code that this version does not know is told by its name, so that the office can look it up.
[[nodiscard]] HeldWords held_words(std::string_view code);

/// What a person wrote in it, text by text, so that it can be read where the centre has not merged it; empty where it holds no text.
[[nodiscard]] QString held_text(Delta const& delta);

/// What the sync page says when the centre ends the connection for a reason that waiting cannot mend: sync.reject with the remedy; empty
/// for a weak network, a busy server and the like.
[[nodiscard]] QString refusal_words(std::string_view code);
/// Why nothing travels just now, by the code that the connection ended with: the centre has no room, is busy or failed; `own_…`: this
/// tablet's store failed. Empty for a line that is weak or gone.
[[nodiscard]] QString link_trouble(std::string_view code);
/// Why a photo has not been taken (VisitQueue::trouble); empty for none.
[[nodiscard]] QString photo_trouble(std::string_view code);

}  // namespace mingcha
