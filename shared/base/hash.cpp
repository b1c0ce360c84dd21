#include "shared/base/hash.hpp"

// The one-shot calls of OpenSSL 3 look their algorithm up under locks at each call, which costs more than hashing a record; these go
// straight to the code for the processor at hand.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <bit>

namespace mingcha {

Hash sha256(ByteView data) {
    return sha256({data});
}

Hash sha256(std::initializer_list<ByteView> parts) {
    SHA256_CTX context;
    SHA256_Init(&context);
    for (auto const part : parts) SHA256_Update(&context, part.data(), part.size());
    Hash out;
    SHA256_Final(out.data(), &context);
    return out;
}

HmacKey::HmacKey(ByteView key) {
    static_assert(sizeof(State) == sizeof(SHA256_CTX));
    Hash const digest = key.size() > SHA256_CBLOCK ? sha256(key) : Hash{};
    auto const used = key.size() > SHA256_CBLOCK ? ByteView(digest) : key;
    auto const absorb = [&](std::uint8_t pad) {
        std::array<std::uint8_t, SHA256_CBLOCK> block;
        block.fill(pad);
        for (std::size_t i = 0; i < used.size(); ++i) block[i] ^= used[i];
        SHA256_CTX context;
        SHA256_Init(&context);
        SHA256_Update(&context, block.data(), block.size());
        return std::bit_cast<State>(context);
    };
    inner_ = absorb(0x36);
    outer_ = absorb(0x5C);
}

Hash HmacKey::of(ByteView data) const {
    auto const finish = [](State const& state, ByteView rest) {
        auto context = std::bit_cast<SHA256_CTX>(state);
        SHA256_Update(&context, rest.data(), rest.size());
        Hash out;
        SHA256_Final(out.data(), &context);
        return out;
    };
    return finish(outer_, finish(inner_, data));
}

Hash hmac_sha256(ByteView key, ByteView data) {
    return HmacKey(key).of(data);
}

Hash hash_from(ByteView bytes) {
    MC_CHECK(bytes.size() == 32);
    Hash out;
    std::ranges::copy(bytes, out.begin());
    return out;
}

struct Sha256Stream::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() { MC_CHECK(context != nullptr && EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1); }
    ~State() { EVP_MD_CTX_free(context); }
    State(State const&) = delete;
    State& operator=(State const&) = delete;
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::update(ByteView data) {
    MC_CHECK(EVP_DigestUpdate(state_->context, data.data(), data.size()) == 1);
}

Hash Sha256Stream::finish() {
    Hash out;
    unsigned size = 0;
    MC_CHECK(EVP_DigestFinal_ex(state_->context, out.data(), &size) == 1 && size == out.size());
    return out;
}

}  // namespace mingcha
