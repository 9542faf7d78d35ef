namespace Ojo.Generators.Emit;

/// <summary>The part of a C header that is the same for all events: what a trace file is made of (docs/FORMAT.md), and how fields are packed.</summary>
internal static class CHeaderPrelude
{
    /// <summary>The names that it takes; those of macros are upper case and begin with OJO_TRACE.</summary>
    public static readonly string[] Names =
    [
        "ojo_trace_header", "ojo_record", "ojo_begin", "ojo_pack", "ojo_pack_bytes", "ojo_float_bits", "ojo_double_bits", "ojo_put", "ojo_put_bytes",
        "ojo_put_text", "ojo_string", "ojo_gap", "ojo_clock_sync", "ojo_crc32c", "ojo_end",
    ];

    public static readonly string[] Lines = Text.Replace("\r\n", "\n").Split('\n');

    /// <summary>Several headers may be included side by side: the first brings it.</summary>
    private const string Text = """
        #ifndef OJO_TRACE_H
        #define OJO_TRACE_H

        #include <stdbool.h>
        #include <stddef.h>
        #include <stdint.h>
        #include <string.h>

        #if defined(__BYTE_ORDER__) && defined(__ORDER_BIG_ENDIAN__)
        #if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        #error "Trace files are little-endian, and so must be the machine that includes this header."
        #endif
        #endif

        #ifdef __cplusplus
        extern "C" {
        #endif

        /** Times in microseconds, or in nanoseconds: the version of a trace file. */
        #define OJO_TRACE_MICROSECONDS 1u
        #define OJO_TRACE_NANOSECONDS 2u

        /** Records about the trace itself. */
        #define OJO_TRACE_EVENTS_DROPPED UINT32_C(0x0000FF01)
        #define OJO_TRACE_BATCH_END UINT32_C(0x0000FF02)
        #define OJO_TRACE_EXTEND UINT32_C(0x0000FF03)
        #define OJO_TRACE_STRING_DEFINE UINT32_C(0x0000FF04)
        #define OJO_TRACE_CLOCK_SYNC UINT32_C(0x0000FF05)
        #define OJO_TRACE_TEXT UINT32_C(0x0000FF06)

        /** Why events were lost. */
        #define OJO_TRACE_BUFFER_FULL 1u
        #define OJO_TRACE_OVERWRITTEN 2u
        #define OJO_TRACE_WRITE_ERROR 3u

        /** How many records a text or a string of so many bytes takes, at most one more than its length divided by eight. */
        #define OJO_TRACE_TEXT_RECORDS(length) (1u + ((length) + 7u) / 8u)

        /** The first 24 bytes of a trace file. */
        struct ojo_trace_header
        {
            char magic[4];
            uint8_t version;
            uint8_t reserved[3];
            uint64_t batch_start;
            uint64_t schema;
        };

        /** Everything else in a trace file. */
        struct ojo_record
        {
            uint64_t ts_delta;
            uint32_t flow_id;
            uint32_t event_type;
            uint64_t payload;
        };

        /** Both are written as they are in memory. */
        typedef char ojo_trace_header_has_24_bytes[sizeof(struct ojo_trace_header) == 24 ? 1 : -1];
        typedef char ojo_record_has_24_bytes[sizeof(struct ojo_record) == 24 ? 1 : -1];

        /**
         * The header of a trace file. version is OJO_TRACE_MICROSECONDS or OJO_TRACE_NANOSECONDS; batch_start is the Unix time, in that unit,
         * at which the run started, the same in every file of the run. Each record's ts_delta counts from it, and never decreases within a file.
         */
        static inline struct ojo_trace_header ojo_begin(unsigned version, uint64_t batch_start)
        {
            struct ojo_trace_header header;
            memset(&header, 0, sizeof header);
            memcpy(header.magic, "TRAC", 4);
            header.version = (uint8_t)version;
            header.batch_start = batch_start;
            return header;
        }

        /** Puts the lowest width bits of value at a bit of words, which were 0. A field may begin in one word and end in the next. */
        static inline void ojo_pack(uint64_t *words, unsigned offset, unsigned width, uint64_t value)
        {
            unsigned shift = offset & 63u;
            if (width < 64u)
            {
                value &= (UINT64_C(1) << width) - 1u;
            }

            words[offset >> 6] |= value << shift;
            if (shift + width > 64u)
            {
                words[(offset >> 6) + 1u] |= value >> (64u - shift);
            }
        }

        /** Puts 16 bytes, the first one lowest: an address (IPv4 as ::ffff:a.b.c.d), a UUID. */
        static inline void ojo_pack_bytes(uint64_t *words, unsigned offset, const uint8_t *bytes)
        {
            unsigned i;
            for (i = 0; i < 16u; i++)
            {
                ojo_pack(words, offset + i * 8u, 8u, bytes[i]);
            }
        }

        static inline uint64_t ojo_float_bits(float value)
        {
            uint32_t bits;
            memcpy(&bits, &value, sizeof bits);
            return bits;
        }

        static inline uint64_t ojo_double_bits(double value)
        {
            uint64_t bits;
            memcpy(&bits, &value, sizeof bits);
            return bits;
        }

        /** Writes a head record and its EXTEND records. Returns where the next record goes. */
        static inline struct ojo_record *ojo_put(
            struct ojo_record *out, uint64_t ts_delta, uint32_t flow_id, uint32_t event_type, const uint64_t *words, size_t count)
        {
            size_t i;
            for (i = 0; i < count; i++, out++)
            {
                out->ts_delta = ts_delta;
                out->flow_id = flow_id;
                out->event_type = i == 0 ? event_type : OJO_TRACE_EXTEND;
                out->payload = words[i];
            }

            return out;
        }

        /** Writes a head record whose payload is a length, and the bytes in EXTEND records. Returns where the next record goes. */
        static inline struct ojo_record *ojo_put_bytes(
            struct ojo_record *out, uint64_t ts_delta, uint32_t flow_id, uint32_t event_type, const void *bytes, size_t length)
        {
            const unsigned char *rest = (const unsigned char *)bytes;
            uint64_t word = length;
            out = ojo_put(out, ts_delta, flow_id, event_type, &word, 1);
            while (length > 0)
            {
                size_t part = length < 8 ? length : 8;
                word = 0;
                memcpy(&word, rest, part);
                out = ojo_put(out, ts_delta, flow_id, OJO_TRACE_EXTEND, &word, 1);
                rest += part;
                length -= part;
            }

            return out;
        }

        /** Writes a text, UTF-8, or bytes of the event before it. Returns where the next record goes. */
        static inline struct ojo_record *ojo_put_text(struct ojo_record *out, uint64_t ts_delta, uint32_t flow_id, const void *text, size_t length)
        {
            return ojo_put_bytes(out, ts_delta, flow_id, OJO_TRACE_TEXT, text, length);
        }

        /** Defines a string of the run, UTF-8, before the first event that has its id. 0 is no string. Returns where the next record goes. */
        static inline struct ojo_record *ojo_string(struct ojo_record *out, uint64_t ts_delta, uint32_t id, const void *text, size_t length)
        {
            return ojo_put_bytes(out, ts_delta, id, OJO_TRACE_STRING_DEFINE, text, length);
        }

        /** Says that events were lost between two times, and how many. cause is OJO_TRACE_BUFFER_FULL or another. Returns where the next record goes. */
        static inline struct ojo_record *ojo_gap(struct ojo_record *out, uint64_t from, uint64_t to, uint32_t cause, uint64_t events)
        {
            uint64_t words[2];
            words[0] = events;
            words[1] = from;
            return ojo_put(out, to, cause, OJO_TRACE_EVENTS_DROPPED, words, 2);
        }

        /** Says what time it is: Unix time in the unit of the file. Returns where the next record goes. */
        static inline struct ojo_record *ojo_clock_sync(struct ojo_record *out, uint64_t ts_delta, uint64_t unix_time)
        {
            return ojo_put(out, ts_delta, 0, OJO_TRACE_CLOCK_SYNC, &unix_time, 1);
        }

        /** CRC-32C of bytes, after that of those before them; 0 at the start. */
        static inline uint32_t ojo_crc32c(uint32_t crc, const void *bytes, size_t length)
        {
            static const uint32_t nibbles[16] = {
                UINT32_C(0x00000000), UINT32_C(0x105EC76F), UINT32_C(0x20BD8EDE), UINT32_C(0x30E349B1),
                UINT32_C(0x417B1DBC), UINT32_C(0x5125DAD3), UINT32_C(0x61C69362), UINT32_C(0x7198540D),
                UINT32_C(0x82F63B78), UINT32_C(0x92A8FC17), UINT32_C(0xA24BB5A6), UINT32_C(0xB21572C9),
                UINT32_C(0xC38D26C4), UINT32_C(0xD3D3E1AB), UINT32_C(0xE330A81A), UINT32_C(0xF36E6F75)};
            const unsigned char *at = (const unsigned char *)bytes;
            size_t i;
            crc = ~crc;
            for (i = 0; i < length; i++)
            {
                crc ^= at[i];
                crc = (crc >> 4) ^ nibbles[crc & 15u];
                crc = (crc >> 4) ^ nibbles[crc & 15u];
            }

            return ~crc;
        }

        /**
         * The last record of a file, by which a reader finds damage: how many records stand before it, and ojo_crc32c of the header and of them.
         * A file without it is read too. Returns where the next record would go.
         */
        static inline struct ojo_record *ojo_end(struct ojo_record *out, uint64_t ts_delta, uint64_t records, uint32_t crc)
        {
            uint64_t word = crc;
            return ojo_put(out, ts_delta, (uint32_t)records, OJO_TRACE_BATCH_END, &word, 1);
        }

        #ifdef __cplusplus
        }
        #endif

        #endif
        """;
}
