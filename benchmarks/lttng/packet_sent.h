/* The event that the peer records: the same flow, type and packet number that Ojo gets, 16 bytes. */
#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER ojo_peer

#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "./packet_sent.h"

#if !defined(OJO_PEER_PACKET_SENT_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define OJO_PEER_PACKET_SENT_H

#include <stdint.h>
#include <lttng/tracepoint.h>

LTTNG_UST_TRACEPOINT_EVENT(
    ojo_peer, packet_sent,
    LTTNG_UST_TP_ARGS(uint32_t, flow_id, uint32_t, event_type, uint64_t, packet_number),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_integer(uint32_t, flow_id, flow_id)
        lttng_ust_field_integer(uint32_t, event_type, event_type)
        lttng_ust_field_integer(uint64_t, packet_number, packet_number)))

#endif

#include <lttng/tracepoint-event.h>
