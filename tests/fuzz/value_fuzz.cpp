// libFuzzer entry for values (deterministic CBOR): ./dev fuzz value [seconds]
//
// Whatever decodes must encode to the very bytes it came from: equal values are equal bytes, and the merge compares bytes alone.

#include <cstddef>
#include <cstdint>

#include "shared/base/cbor.hpp"
#include "shared/record/value.hpp"

using namespace mingcha;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    ByteView const bytes(data, size);
    if (auto const value = Value::decode(bytes)) {
        MC_CHECK(equal(value->encode(), bytes));
        // Reading as another shape gives the fallback, never a throw.
        (void)value->flag(), (void)value->integer(), (void)value->id(), (void)value->decimal();
        (void)value->text(), (void)value->bytes(), (void)(*value)["code"];
    }
    CborReader reader(bytes);
    auto const item = reader.item();
    if (reader.ok()) MC_CHECK(item.size() <= size);
    return 0;
}
