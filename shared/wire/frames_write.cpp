#include "shared/base/cbor.hpp"
#include "shared/wire/columns.hpp"
#include "shared/wire/frame_layout.hpp"
#include "shared/wire/frames.hpp"

namespace mingcha {

namespace {
using namespace frames;

std::int64_t whole(std::uint64_t value) {
    MC_CHECK(value <= static_cast<std::uint64_t>(INT64_MAX));
    return static_cast<std::int64_t>(value);
}

/// 64 free bits (a check, an epoch) travel as 8 bytes; counters as integers.
Bytes bits(std::uint64_t value) {
    ByteWriter out;
    out.u64_be(value);
    return out.take();
}

void put(CborWriter& out, Uuid const& id) {
    out.bytes(id.view());
}
void put(CborWriter& out, Root const& root) {
    out.array(2);
    out.integer(static_cast<std::int64_t>(root.kind));
    put(out, root.id);
}
void put(CborWriter& out, Cursor const& cursor) {
    out.array(3);
    out.bytes(bits(cursor.epoch));
    out.integer(whole(cursor.seq));
    out.bytes(bits(cursor.check));
}
void put(CborWriter& out, RootCursor const& cursor) {
    out.array(2);
    put(out, cursor.root);
    out.integer(whole(cursor.seq));
}
void put(CborWriter& out, Hash const& hash) {
    out.bytes(hash);
}
void put(CborWriter& out, EpochCount const& count) {
    out.array(3);
    out.integer(whole(count.device_epoch));
    out.integer(whole(count.count));
    out.bytes(bits(count.last));
}
template <typename T>
void put(CborWriter& out, std::vector<T> const& list) {
    out.array(list.size());
    for (auto const& item : list) put(out, item);
}
void start(CborWriter& out, Type type) {
    out.array(field_counts[type] + 1);
    out.integer(type);
}

/// The packed differences of the seqs, then the records as columns.
Bytes pack_rows(std::vector<PageRow> const& rows) {
    ByteWriter seqs;
    std::uint64_t last = 0;
    std::vector<Delta> deltas;
    deltas.reserve(rows.size());
    for (auto const& row : rows) {
        seqs.varint(row.seq - last);
        last = row.seq;
        deltas.push_back({row.record, {}});
    }
    ByteWriter out;
    out.blob(pack(seqs.bytes()));
    out.raw(encode_columns(deltas));
    return out.take();
}

Bytes pack_records(std::vector<Record> const& records) {
    std::vector<Delta> deltas;
    deltas.reserve(records.size());
    for (auto const& record : records) deltas.push_back({record, {}});
    return encode_columns(deltas);
}

struct Write {
    CborWriter& out;

    void operator()(Hello const& f) const {
        start(out, hello);
        out.integer(whole(f.protocol)), put(out, f.device), out.integer(whole(f.device_epoch)), out.bytes(f.proof);
        out.integer(whole(f.sealed)), put(out, f.last_batch), put(out, f.cursor), put(out, f.roots);
        out.bytes(f.receipt);
        out.integer(f.device_ms), out.text(f.app), out.null();
    }
    void operator()(Welcome const& f) const {
        start(out, welcome);
        put(out, f.log_id), out.bytes(bits(f.server_epoch)), out.integer(f.server_ms), out.boolean(f.restart),
            put(out, f.held);
    }
    void operator()(Push const& f) const {
        start(out, push);
        auto const& h = f.batch.header;
        put(out, h.device), out.integer(whole(h.epoch)), out.integer(whole(h.n)), put(out, h.previous);
        out.integer(whole(h.quoted)), out.bytes(h.receipt == Hash{} ? ByteView{} : ByteView(h.receipt)),
            put(out, h.author), put(out, h.root);
        out.integer(whole(h.count)), out.bytes(f.batch.signature), out.bytes(f.batch.body);
        out.array(2), out.bytes(f.old_receipt), out.bytes(f.old_verdicts);
    }
    void operator()(Ack const& f) const {
        start(out, ack);
        out.integer(whole(f.device_epoch)), out.integer(whole(f.n)), out.boolean(f.again), out.bytes(f.verdicts);
        out.bytes(bits(f.server_epoch)), out.integer(whole(f.index)), out.integer(f.server_ms),
            out.integer(whole(f.tree_size));
        put(out, f.tree_root), out.bytes(f.signature);
    }
    void operator()(Refused const& f) const {
        start(out, refused);
        out.integer(whole(f.device_epoch)), out.integer(whole(f.n)), out.text(f.code), out.integer(whole(f.expected));
    }
    void operator()(EpochClosed const& f) const {
        start(out, epoch_closed);
        out.integer(whole(f.device_epoch)), put(out, f.held);
    }
    void operator()(Reenrol const& f) const {
        start(out, reenrol);
        put(out, f.device), out.integer(whole(f.closed_epoch)), out.integer(whole(f.new_epoch)), out.bytes(f.new_key),
            out.bytes(f.signature);
    }
    void operator()(Reenrolled const& f) const {
        start(out, reenrolled);
        out.integer(whole(f.new_epoch)), out.text(f.code);
    }
    void operator()(Page const& f) const {
        start(out, page);
        if (f.root)
            put(out, *f.root);
        else
            out.null();
        out.bytes(bits(f.server_epoch)), out.integer(whole(f.to)), out.bytes(bits(f.check)), out.boolean(f.full),
            out.boolean(f.last);
        out.integer(whole(f.rows.size())), out.bytes(pack_rows(f.rows)), put(out, f.leaves), put(out, f.fresh);
    }
    void operator()(Applied const& f) const {
        start(out, applied);
        put(out, f.cursor);
        if (f.root)
            put(out, *f.root);
        else
            out.null();
    }
    void operator()(LostActs const& f) const {
        start(out, lost_acts);
        out.bytes(pack_records(f.records));
    }
    void operator()(LostKept const& f) const {
        start(out, lost_kept);
        out.integer(whole(f.count));
    }
    void operator()(Goodbye const& f) const {
        start(out, goodbye);
        out.text(f.code), out.text(f.message), out.integer(f.retry_after_ms);
    }
};
}  // namespace

Bytes encode_frame(Frame const& frame) {
    CborWriter out;
    std::visit(Write{out}, frame);
    return out.take();
}

}  // namespace mingcha
