#pragma once

#include <string_view>

#include "shared/base/bytes.hpp"
#include "shared/base/hash.hpp"
#include "shared/base/random.hpp"

namespace mingcha {

/// The cryptographic suite, named in this one place so that SM2/SM3/SM4 can become a second one (DESIGN section 7).
/// Signatures: Ed25519 (RFC 8032). Hash: SHA-256. Sealed boxes: X25519 + XSalsa20-Poly1305 (libsodium `crypto_box_seal`).

using Signature = std::array<std::uint8_t, 64>;
using PublicKey = std::array<std::uint8_t, 32>;

/// What a signature speaks about. Every signature is over `label ‖ 0 ‖ length (8 bytes, big-endian) ‖ body`, so a message signed
/// under one label never verifies under another.
enum class Label { hello, batch, receipt, head, feedback, identity, blob };
[[nodiscard]] std::string_view label_text(Label label);

/// An Ed25519 key pair, kept as its 32-byte seed.
class SigningKey {
public:
    [[nodiscard]] static SigningKey generate(Random& random);
    [[nodiscard]] static SigningKey from_seed(Hash const& seed);

    [[nodiscard]] Signature sign(Label label, ByteView body) const;
    [[nodiscard]] PublicKey const& public_key() const { return public_; }
    [[nodiscard]] Hash const& seed() const { return seed_; }

private:
    Hash seed_{};
    PublicKey public_{};
    std::array<std::uint8_t, 64> secret_{};
};

[[nodiscard]] bool verify(PublicKey const& key, Label label, ByteView body, Signature const& signature);

/// Encrypts for the holder of `receiver` (X25519 public key); nobody else, the sender included, can open it.
[[nodiscard]] Bytes seal_box(ByteView plain, PublicKey const& receiver);
[[nodiscard]] Outcome<Bytes> open_box(ByteView sealed, PublicKey const& receiver, Hash const& secret);
struct BoxKey {
    PublicKey public_key{};
    Hash secret{};
};
[[nodiscard]] BoxKey make_box_key(Hash const& seed);

/// What a hash protects: a secret, or a password of demo data that the manual prints, which no cost makes safer.
enum class PasswordCost { secret, printed };
/// Argon2id (RFC 9106) with the salt and cost inside the text: about 64 MiB and 0.1 s for a secret, 8 KiB for what is printed.
[[nodiscard]] Outcome<std::string> hash_password(std::string_view password, PasswordCost cost = PasswordCost::secret);
[[nodiscard]] bool password_matches(std::string_view stored, std::string_view password);
/// The hash of a password that nobody knows, as slow to compare as any secret's: for names that do not exist.
inline constexpr std::string_view decoy_password =
    "$argon2id$v=19$m=65536,t=2,p=1$GXL/l1Y6Bfe6O0Rp8CFxRw$6C8tlRZQm0nSMXYBtYpmahsS/eON1w7/Xho95QQqP4s";

/// The system's source of randomness; for programs, not for tests.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

}  // namespace mingcha
