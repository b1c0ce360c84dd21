#pragma once

#include <filesystem>
#include <string>

#include "shared/base/suite.hpp"

namespace mingcha {

/// Header field of every 101 reply over TLS: the proof below as 128 hexadecimal characters.
inline constexpr std::string_view identity_proof_header = "Mingcha-Identity-Proof";

/// The keys of a server. The Ed25519 identity is for life: tablets pin it at enrolment. It signs the public key of
/// whatever TLS certificate is in use, so certificates may change without a tablet noticing. The box key opens
/// confirmation codes.
struct ServerKeys {
    SigningKey identity;
    BoxKey box;
    std::string tls_key_pem;
    std::string tls_certificate_pem;  ///< the chain, own certificate first
    Bytes tls_public_key;             ///< SubjectPublicKeyInfo, DER
    Signature proof{};                ///< identity's, over `tls_public_key`, under Label::identity
};

/// Opens the keys in `directory`, making what is not there: `identity.key` and `box.key` (32-byte seeds in
/// hexadecimal), `tls.key` and `tls.crt` (ECDSA P-256, self-signed for `host`, PEM). Files are 0600, written beside,
/// synced and renamed; the directory is 0700. A file that exists but cannot be read or parsed is an error
/// (`keys_unreadable`), never replaced: a new identity would lock every tablet out. `now_ms`: Unix milliseconds, for
/// the certificate's validity of ten years.
[[nodiscard]] Outcome<ServerKeys> open_server_keys(std::filesystem::path const& directory, Random& random,
                                                   std::int64_t now_ms, std::string const& host = "mingcha.local");

/// The same keys with a certificate of the operator's (PEM chain and key), signed by the identity anew.
[[nodiscard]] Outcome<ServerKeys> with_certificate(ServerKeys keys, std::string certificate_pem, std::string key_pem);

/// What a tablet checks: that `pinned` vouches for the TLS key of this connection. `tls_public_key` is the peer
/// certificate's SubjectPublicKeyInfo in DER. (The tablet, which does not link this library, calls shared/base `verify`
/// with Label::identity.)
[[nodiscard]] bool verify_server_identity(PublicKey const& pinned, ByteView tls_public_key, Signature const& proof);

/// The JSON of `/identity`: {"identity", "box_key", "tls_public_key", "proof"}, all lower-case hexadecimal.
[[nodiscard]] std::string identity_json(ServerKeys const& keys);

}  // namespace mingcha
