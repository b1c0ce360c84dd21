#include "shared/base/suite.hpp"

#include <sodium.h>

#include <algorithm>

namespace mingcha {

namespace {
void start_sodium() {
    static bool const started = sodium_init() >= 0;
    MC_CHECK(started);
}

Bytes signed_bytes(Label label, ByteView body) {
    ByteWriter out;
    out.raw(view(label_text(label)));
    out.u8(0);
    out.u64_be(body.size());
    out.raw(body);
    return out.take();
}
}  // namespace

std::string_view label_text(Label label) {
    switch (label) {
        case Label::hello:
            return "mingcha.hello.1";
        case Label::batch:
            return "mingcha.batch.1";
        case Label::receipt:
            return "mingcha.receipt.1";
        case Label::head:
            return "mingcha.head.1";
        case Label::feedback:
            return "mingcha.feedback.1";
        case Label::identity:
            return "mingcha.identity.1";
        case Label::blob:
            return "mingcha.blob.1";
    }
    return "";
}

SigningKey SigningKey::generate(Random& random) {
    Hash seed;
    random.fill(seed);
    return from_seed(seed);
}

SigningKey SigningKey::from_seed(Hash const& seed) {
    start_sodium();
    SigningKey key;
    key.seed_ = seed;
    MC_CHECK(crypto_sign_seed_keypair(key.public_.data(), key.secret_.data(), seed.data()) == 0);
    return key;
}

Signature SigningKey::sign(Label label, ByteView body) const {
    Signature out;
    auto const message = signed_bytes(label, body);
    MC_CHECK(crypto_sign_detached(out.data(), nullptr, message.data(), message.size(), secret_.data()) == 0);
    return out;
}

bool verify(PublicKey const& key, Label label, ByteView body, Signature const& signature) {
    start_sodium();
    auto const message = signed_bytes(label, body);
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

Bytes seal_box(ByteView plain, PublicKey const& receiver) {
    start_sodium();
    Bytes out(plain.size() + crypto_box_SEALBYTES);
    MC_CHECK(crypto_box_seal(out.data(), plain.data(), plain.size(), receiver.data()) == 0);
    return out;
}

Outcome<Bytes> open_box(ByteView sealed, PublicKey const& receiver, Hash const& secret) {
    start_sodium();
    if (sealed.size() < crypto_box_SEALBYTES) return Error{"bad_box", "sealed message is too short"};
    Bytes out(sealed.size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(out.data(), sealed.data(), sealed.size(), receiver.data(), secret.data()) != 0)
        return Error{"bad_box", "sealed message does not open with this key"};
    return out;
}

BoxKey make_box_key(Hash const& seed) {
    start_sodium();
    BoxKey key;
    MC_CHECK(crypto_box_seed_keypair(key.public_key.data(), key.secret.data(), seed.data()) == 0);
    return key;
}

Outcome<std::string> hash_password(std::string_view password, PasswordCost cost) {
    start_sodium();
    bool const is_secret = cost == PasswordCost::secret;
    auto const passes = is_secret ? crypto_pwhash_OPSLIMIT_INTERACTIVE : crypto_pwhash_OPSLIMIT_MIN;
    auto const memory = is_secret ? crypto_pwhash_MEMLIMIT_INTERACTIVE : crypto_pwhash_MEMLIMIT_MIN;
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), passes, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Error{"no_memory", "hashing a password needs 64 MiB"};
    return std::string(out.data());
}

bool password_matches(std::string_view stored, std::string_view password) {
    start_sodium();
    return crypto_pwhash_str_verify(std::string(stored).c_str(), password.data(), password.size()) == 0;
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    start_sodium();
    randombytes_buf(out.data(), out.size());
}

}  // namespace mingcha
