namespace Ojo.Storage.Sqlite.Writing;

/// <summary>What is known of a block before its events are.</summary>
/// <param name="FirstId">The id of its first event.</param>
/// <param name="Flow">Its flow's row.</param>
/// <param name="File">Its file, or the negative of its merge.</param>
/// <param name="FirstNs">The time of its first event.</param>
/// <param name="TickNs">How many nanoseconds a unit of time is.</param>
/// <param name="IsSummed">Whether it gets summaries.</param>
/// <param name="Shift">How many low bits of <c>dt</c> say which of the merge's files an event is of.</param>
/// <param name="Moved">How much further behind the ids are than the events' places in the order of arrival.</param>
internal readonly record struct BlockStart(
    long FirstId, long Flow, long File, long FirstNs, long TickNs, bool IsSummed, int Shift = 0, long Moved = 0);
