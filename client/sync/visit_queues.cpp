#include "client/sync/visit_queues.hpp"

#include <algorithm>
#include "shared/rules/case_file.hpp"

namespace mingcha {

namespace {
using Records = std::map<RecordName, Record>;

Record const* at(Records const& records, RecordName const& name) {
    auto const found = records.find(name);
    return found == records.end() ? nullptr : &found->second;
}

/// The visit that a root belongs to; nil where there is none.
Uuid visit_of(Records const& records, Root const& root) {
    if (root.kind == RootKind::visit) return root.id;
    if (root.kind != RootKind::finding) return {};
    auto const* finding = at(records, {root, RecordType::finding, root.id});
    return finding ? finding->value("visit").id() : Uuid{};
}

bool is_checkin(Record const& step) {
    auto const act = step.value("act").text();
    return act == "VT04" || act == "VT05";
}

/// Of a root that the centre refused whole, the record is not there: what was refused says where it belongs.
Uuid visit_of(Records const& records, std::vector<HeldDelta> const& held, Root const& root) {
    if (auto const visit = visit_of(records, root); !visit.is_nil()) return visit;
    for (auto const& one : held)
        if (one.delta.record.name == RecordName{root, RecordType::finding, root.id})
            return one.delta.record.value("visit").id();
    return {};
}

struct Parts {
    std::set<Root> roots;
    std::vector<Record const*> photos;
    bool begun = false;
};

std::map<Uuid, Parts> by_visit(Records const& records) {
    std::map<Uuid, Parts> out;
    for (auto const& [name, record] : records) {
        auto const visit = visit_of(records, name.root);
        if (visit.is_nil()) continue;
        auto& parts = out[visit];
        parts.roots.insert(name.root);
        if (name.type == RecordType::photo) parts.photos.push_back(&record);
        if (name.type == RecordType::step) parts.begun |= is_checkin(record);
    }
    return out;
}

Outcome<VisitQueue> queue_of(Replica& replica, Uuid const& visit, Parts const& parts, Sending const& sending) {
    VisitQueue out;
    out.visit = visit;
    out.data_done = true;
    for (auto const& root : parts.roots) {
        auto const waiting = replica.has_unanswered(root);
        if (!waiting) return waiting.error();
        if (*waiting) out.data_done = false;
    }
    for (auto const* photo : parts.photos) {
        auto const sha = photo->value("sha256").bytes();
        if (sha.size() != 32) continue;
        auto const blob = replica.blob(hash_from(sha));
        if (!blob) return blob.error();
        if (!*blob) continue;  // a colleague's: his tablet sends it
        bool const signature = photo->value("role").text() == "signature";
        ++(signature ? out.signatures : out.photos);
        (signature ? out.signatures_done : out.photos_done) += (*blob)->received ? 1 : 0;
        if ((*blob)->received) out.received.insert(photo->name.id);
        out.unreleased += !(*blob)->received && !is_released(*photo) ? 1 : 0;
        out.bytes += static_cast<qint64>((*blob)->size);
        out.bytes_done += static_cast<qint64>((*blob)->received ? (*blob)->size : (*blob)->sent);
        out.uploading |= sending.now == (*blob)->sha256;
        auto const trouble = sending.troubles.find((*blob)->sha256);
        if (trouble != sending.troubles.end() && !(*blob)->received) out.trouble = trouble->second;
    }
    return out;
}
}  // namespace

Outcome<QueuePicture> queue_picture(Replica& replica, Records const& records, std::set<Uuid> const& paused,
                                    Sending const& sending) {
    QueuePicture out;
    auto const size = replica.queue_size();
    if (!size) return size.error();
    out.size = *size;
    auto const held = replica.held();
    if (!held) return held.error();
    std::ranges::copy_if(*held, std::back_inserter(out.held), [](HeldDelta const& one) { return !one.done; });
    auto const visits = by_visit(records);
    for (auto one = visits.rbegin(); one != visits.rend(); ++one) {  // ids of version 7: newest first
        if (!one->second.begun) continue;
        auto queue = queue_of(replica, one->first, one->second, sending);
        if (!queue) return queue.error();
        queue->paused = paused.contains(one->first);
        queue->held = static_cast<int>(std::ranges::count_if(out.held, [&](HeldDelta const& refused) {
            return visit_of(records, out.held, refused.delta.record.name.root) == one->first;
        }));
        out.photo_bytes += queue->bytes - queue->bytes_done;
        if (!queue->is_done() || out.visits.size() < visits_max) out.visits.push_back(*queue);
    }
    return out;
}

std::set<Hash> sendable_photos(Replica& replica, Records const& records, std::set<Uuid> const& paused) {
    std::set<Hash> out;
    std::map<Root, bool> handed_in;
    auto const is_handed_in = [&](Root const& root) {
        auto const [at, fresh] = handed_in.try_emplace(root, false);
        if (fresh) {
            auto const waits = replica.has_unanswered(root);
            at->second = waits && !*waits;
        }
        return at->second;
    };
    for (auto const& [name, record] : records) {
        if (name.type != RecordType::photo) continue;
        auto const visit = visit_of(records, name.root);
        auto const sha = record.value("sha256").bytes();
        if (is_released(record) && sha.size() == 32 && !paused.contains(visit) && is_handed_in(name.root))
            out.insert(hash_from(sha));
    }
    return out;
}

}  // namespace mingcha
