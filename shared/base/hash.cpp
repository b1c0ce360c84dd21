#include "shared/base/hash.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>

namespace mingcha {

Hash sha256(ByteView data) {
    Hash out;
    SHA256(data.data(), data.size(), out.data());
    return out;
}

Hash hmac_sha256(ByteView key, ByteView data) {
    Hash out;
    unsigned size = 0;
    auto const* done =
        HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data.data(), data.size(), out.data(), &size);
    MC_CHECK(done != nullptr && size == out.size());
    return out;
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
