#pragma once

#include <map>
#include <mutex>

#include "server/blobs/blob_store.hpp"

namespace mingcha::test {

/// What a BlobStore means, without a disk: the contract suite runs against it too, so the suite says nothing of files.
class MemoryBlobStore final : public BlobStore {
public:
    [[nodiscard]] Outcome<UploadClaim> begin(Hash const& hash, std::uint64_t size, std::string const& owner,
                                             std::int64_t expires_ms) override {
        std::lock_guard const lock(mutex_);
        auto const id = to_hex(hash) + "-" + std::to_string(1'000'000'000'000'000 + next_++);
        auto& upload = uploads_[id];
        upload.facts = {id, hash, size, 0, owner, expires_ms};
        return UploadClaim{upload.facts, ++upload.claims};
    }
    [[nodiscard]] Outcome<UploadClaim> claim(std::string const& id) override {
        std::lock_guard const lock(mutex_);
        auto const found = uploads_.find(id);
        if (found == uploads_.end()) return not_found();
        return UploadClaim{found->second.facts, ++found->second.claims};
    }
    [[nodiscard]] Outcome<UploadFacts> find(std::string const& id) override {
        std::lock_guard const lock(mutex_);
        auto const found = uploads_.find(id);
        if (found == uploads_.end()) return not_found();
        return found->second.facts;
    }
    [[nodiscard]] Outcome<Unit> append(UploadClaim const& claim, ByteView bytes) override {
        std::lock_guard const lock(mutex_);
        auto const upload = held(claim);
        if (!upload) return upload.error();
        auto& [facts, claims, content] = **upload;
        if (bytes.size() > facts.size - facts.offset) return Error{"too_long", ""};
        content.insert(content.end(), bytes.begin(), bytes.end());
        facts.offset = content.size();
        return Unit{};
    }
    [[nodiscard]] Outcome<std::uint64_t> keep(UploadClaim const& claim) override {
        std::lock_guard const lock(mutex_);
        auto const upload = held(claim);
        if (!upload) return upload.error();
        return (*upload)->facts.offset;
    }
    [[nodiscard]] Outcome<Unit> rewind(UploadClaim const& claim, std::uint64_t offset) override {
        std::lock_guard const lock(mutex_);
        auto const upload = held(claim);
        if (!upload) return upload.error();
        if (offset < (*upload)->content.size()) (*upload)->content.resize(offset);
        (*upload)->facts.offset = (*upload)->content.size();
        return Unit{};
    }
    [[nodiscard]] Outcome<bool> finish(UploadClaim const& claim) override {
        std::lock_guard const lock(mutex_);
        auto const upload = held(claim);
        if (!upload) return upload.error();
        if ((*upload)->facts.offset != (*upload)->facts.size) return Error{"incomplete", ""};
        auto const content = (*upload)->content;
        uploads_.erase(claim.facts.id);
        if (sha256(content) != claim.facts.hash) return Error{"wrong_hash", ""};
        return blobs_.emplace(claim.facts.hash, content).second;
    }
    [[nodiscard]] Outcome<Unit> abandon(std::string const& id) override {
        std::lock_guard const lock(mutex_);
        if (uploads_.erase(id) == 0) return not_found();
        return Unit{};
    }
    [[nodiscard]] Outcome<std::size_t> expire(std::int64_t now_ms) override {
        std::lock_guard const lock(mutex_);
        return std::erase_if(uploads_, [&](auto const& entry) { return entry.second.facts.expires_ms <= now_ms; });
    }
    [[nodiscard]] Outcome<std::optional<std::uint64_t>> size(Hash const& hash) override {
        std::lock_guard const lock(mutex_);
        auto const found = blobs_.find(hash);
        if (found == blobs_.end()) return std::optional<std::uint64_t>{};
        return std::optional<std::uint64_t>(found->second.size());
    }
    [[nodiscard]] Outcome<Bytes> read(Hash const& hash, std::uint64_t offset, std::size_t bytes_max) override {
        std::lock_guard const lock(mutex_);
        auto const found = blobs_.find(hash);
        if (found == blobs_.end()) return not_found();
        auto const& all = found->second;
        auto const first = std::min<std::size_t>(offset, all.size());
        auto const last = first + std::min(bytes_max, all.size() - first);
        return Bytes(all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(last));
    }
    [[nodiscard]] Outcome<Unit> remove(Hash const& hash) override {
        std::lock_guard const lock(mutex_);
        blobs_.erase(hash);
        return Unit{};
    }

private:
    struct Upload {
        UploadFacts facts;
        std::uint64_t claims = 0;
        Bytes content;
    };
    static Error not_found() { return {"not_found", ""}; }
    Outcome<Upload*> held(UploadClaim const& claim) {
        auto const found = uploads_.find(claim.facts.id);
        if (found == uploads_.end()) return not_found();
        if (found->second.claims != claim.number) return Error{"superseded", ""};
        return &found->second;
    }

    std::mutex mutex_;
    std::map<std::string, Upload> uploads_;
    std::map<Hash, Bytes> blobs_;
    std::uint64_t next_ = 0;
};

}  // namespace mingcha::test
