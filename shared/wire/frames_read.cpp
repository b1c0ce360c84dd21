#include "shared/base/cbor.hpp"
#include "shared/wire/columns.hpp"
#include "shared/wire/frame_layout.hpp"
#include "shared/wire/frames.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
using namespace frames;

std::uint64_t get_bits(CborReader& in) {
    auto const raw = in.fixed<std::array<std::uint8_t, 8>>();
    return ByteReader(raw).u64_be();
}

Uuid get_id(CborReader& in) {
    return Uuid{in.fixed<std::array<std::uint8_t, 16>>()};
}
Hash get_hash(CborReader& in) {
    return in.fixed<Hash>();
}
void expect(CborReader& in, std::size_t items) {
    if (in.array() != items) in.fail();
}
Root get_root(CborReader& in) {
    expect(in, 2);
    auto const kind = in.unsigned_integer();
    if (kind < 1 || kind > 5) in.fail();
    return {static_cast<RootKind>(kind), get_id(in)};
}
Cursor get_cursor(CborReader& in) {
    expect(in, 3);
    Cursor out;
    out.epoch = get_bits(in);
    out.seq = in.unsigned_integer();
    out.check = get_bits(in);
    return out;
}
RootCursor get_root_cursor(CborReader& in) {
    expect(in, 2);
    auto const root = get_root(in);
    return {root, in.unsigned_integer()};
}
EpochCount get_count(CborReader& in) {
    expect(in, 3);
    EpochCount out;
    out.device_epoch = in.unsigned_integer();
    out.count = in.unsigned_integer();
    out.last = get_bits(in);
    return out;
}
template <typename Get>
auto get_list(CborReader& in, Get get, std::size_t most = limits::hello_entries_max) {
    std::vector<decltype(get(in))> out;
    std::size_t const size = in.array();
    if (size > most) in.fail();
    for (std::size_t i = 0; i < size && in.ok(); ++i) out.push_back(get(in));
    return out;
}
Bytes get_bytes(CborReader& in) {
    auto const raw = in.bytes();
    return {raw.begin(), raw.end()};
}

Outcome<std::vector<std::uint64_t>> read_seqs(ByteView packed, std::uint64_t count) {
    if (count > limits::page_rows_max)
        return Error{"too_large", std::to_string(count) + " rows; at most " + std::to_string(limits::page_rows_max)};
    auto const plain = unpack(packed, limits::page_rows_max * 10);
    if (!plain) return plain.error();
    ByteReader in(*plain);
    std::vector<std::uint64_t> out;
    std::uint64_t seq = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        std::uint64_t const step = in.varint();
        if (step > static_cast<std::uint64_t>(INT64_MAX) - seq) in.fail();
        out.push_back(seq += step);
    }
    if (!in.ok() || !in.at_end()) return Error{"bad_frame", "not the numbers of a page's rows"};
    return out;
}

Outcome<std::vector<Record>> unpack_records(ByteView packed, std::size_t count_max) {
    auto deltas = decode_columns(packed, count_max);
    if (!deltas) return deltas.error();
    std::vector<Record> out;
    out.reserve(deltas->size());
    for (auto& delta : *deltas) {
        if (!delta.superseded.empty()) return Error{"bad_frame", "a row with superseded writes"};
        out.push_back(std::move(delta.record));
    }
    return out;
}

Outcome<std::vector<PageRow>> unpack_rows(ByteView packed, std::uint64_t count) {
    ByteReader in(packed);
    auto const seqs = read_seqs(in.blob(), count);
    if (!seqs) return seqs.error();
    auto records = unpack_records(in.raw(in.left()), limits::page_rows_max);
    if (!records) return records.error();
    if (records->size() != seqs->size()) return Error{"bad_frame", "a page with more or fewer rows than it says"};
    std::vector<PageRow> rows;
    rows.reserve(seqs->size());
    for (std::size_t i = 0; i < seqs->size(); ++i) rows.push_back({(*seqs)[i], std::move((*records)[i])});
    return rows;
}

Frame read_hello(CborReader& in) {
    Hello f;
    f.protocol = in.unsigned_integer(), f.device = get_id(in), f.device_epoch = in.unsigned_integer();
    f.proof = in.fixed<Signature>(), f.sealed = in.unsigned_integer(), f.last_batch = get_hash(in),
    f.cursor = get_cursor(in);
    f.roots = get_list(in, get_root_cursor);
    auto const receipt = in.bytes();
    f.receipt.assign(receipt.begin(), receipt.end());
    f.device_ms = in.integer(), f.app = in.text(), in.null();
    return f;
}
Frame read_push(CborReader& in) {
    Push f;
    auto& h = f.batch.header;
    h.device = get_id(in), h.epoch = in.unsigned_integer(), h.n = in.unsigned_integer(), h.previous = get_hash(in);
    h.quoted = in.unsigned_integer();
    if (auto const receipt = in.bytes(); receipt.size() == h.receipt.size())
        h.receipt = hash_from(receipt);
    else if (!receipt.empty())
        in.fail();
    h.author = get_id(in), h.root = get_hash(in), h.count = in.unsigned_integer();
    f.batch.signature = in.fixed<Signature>(), f.batch.body = get_bytes(in);
    expect(in, 2);
    f.old_receipt = get_bytes(in), f.old_verdicts = get_bytes(in);
    return f;
}
Frame read_ack(CborReader& in) {
    Ack f;
    f.device_epoch = in.unsigned_integer(), f.n = in.unsigned_integer(), f.again = in.boolean(),
    f.verdicts = get_bytes(in);
    f.server_epoch = get_bits(in), f.index = in.unsigned_integer(), f.server_ms = in.integer(),
    f.tree_size = in.unsigned_integer();
    f.tree_root = get_hash(in), f.signature = in.fixed<Signature>();
    return f;
}
Outcome<Frame> read_page(CborReader& in) {
    Page f;
    if (in.peek() == CborReader::Kind::null)
        in.null();
    else
        f.root = get_root(in);
    f.server_epoch = get_bits(in), f.to = in.unsigned_integer(), f.check = get_bits(in), f.full = in.boolean(),
    f.last = in.boolean();
    std::uint64_t const count = in.unsigned_integer();
    auto rows = unpack_rows(in.bytes(), count);
    if (!rows) return rows.error();
    f.rows = *std::move(rows), f.leaves = get_list(in, get_root), f.fresh = get_list(in, get_root);
    return Frame(std::move(f));
}
Outcome<Frame> read_lost(CborReader& in) {
    auto records = unpack_records(in.bytes(), limits::batch_deltas_max);
    if (!records) return records.error();
    return Frame(LostActs{*std::move(records)});
}

/// Whether the frame is whole is for the caller to ask `in`.
Outcome<Frame> read(CborReader& in, std::uint64_t type) {
    switch (type) {
        case hello:
            return read_hello(in);
        case welcome: {
            Welcome f;
            f.log_id = get_id(in), f.server_epoch = get_bits(in), f.server_ms = in.integer(), f.restart = in.boolean();
            f.held = get_list(in, get_count);
            return Frame(std::move(f));
        }
        case push:
            return read_push(in);
        case ack:
            return read_ack(in);
        case refused: {
            Refused f;
            f.device_epoch = in.unsigned_integer(), f.n = in.unsigned_integer(), f.code = in.text(),
            f.expected = in.unsigned_integer();
            return Frame(std::move(f));
        }
        case epoch_closed: {
            EpochClosed f;
            f.device_epoch = in.unsigned_integer();
            f.held = get_list(in, get_hash, limits::frame_bytes_max / 33);
            return Frame(std::move(f));
        }
        case reenrol: {
            Reenrol f;
            f.device = get_id(in), f.closed_epoch = in.unsigned_integer(), f.new_epoch = in.unsigned_integer();
            f.new_key = in.fixed<PublicKey>(), f.signature = in.fixed<Signature>();
            return Frame(f);
        }
        case reenrolled: {
            Reenrolled f;
            f.new_epoch = in.unsigned_integer(), f.code = in.text();
            return Frame(std::move(f));
        }
        case page:
            return read_page(in);
        case applied: {
            Applied f;
            f.cursor = get_cursor(in);
            if (in.peek() == CborReader::Kind::null)
                in.null();
            else
                f.root = get_root_cursor(in);
            return Frame(f);
        }
        case lost_acts:
            return read_lost(in);
        case lost_kept:
            return Frame(LostKept{in.unsigned_integer()});
        case goodbye: {
            Goodbye f;
            f.code = in.text(), f.message = in.text(), f.retry_after_ms = in.integer();
            return Frame(std::move(f));
        }
        default:
            return Error{"unknown_frame", "frame type " + std::to_string(type) + " is not of mingcha.sync.1"};
    }
}
}  // namespace

Outcome<Frame> decode_frame(ByteView bytes) {
    if (bytes.size() > limits::frame_bytes_max)
        return Error{"too_large", "frame of " + std::to_string(bytes.size()) + " bytes; at most " +
                                      std::to_string(limits::frame_bytes_max)};
    CborReader in(bytes);
    std::size_t const items = in.array();
    std::uint64_t const type = in.unsigned_integer();
    if (!in.ok()) return Error{"bad_frame", "not a frame of mingcha.sync.1"};
    std::string const place = "frame of type " + std::to_string(type);
    if (type < type_end && items != field_counts[type] + 1)
        return Error{"bad_frame", place + ": wrong number of fields"};
    auto frame = read(in, type);
    if (!in.ok() || (frame && !in.at_end())) return Error{"bad_frame", place + ": damaged"};
    if (!frame) return frame.error().with_context(place);
    return frame;
}

}  // namespace mingcha
