#pragma once

#include <string>

#include "server/net/router.hpp"
#include "shared/base/outcome.hpp"

namespace mingcha {

struct OfficeData;

/// The enrolled device that sends a photo, as text of its id: named by `Mingcha-Device`, proven by `Mingcha-Proof` for the hash that the
/// request is about (shared/wire/upload_proof.hpp). A revoked device may still send: its work is held, not refused.
/// Codes: device_required, bad_proof. Any thread.
[[nodiscard]] Outcome<std::string> upload_sender(OfficeData& data, HttpRequest const& request);

}  // namespace mingcha
