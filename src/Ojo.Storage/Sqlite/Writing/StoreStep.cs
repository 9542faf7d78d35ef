namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Where a writer may die, as tests make it do.</summary>
internal enum StoreStep
{
    /// <summary>A statement of many rows has run: between two inserts of whatever transaction it is.</summary>
    RowsInserted,

    /// <summary>A file has its row in the ledger, and no events yet.</summary>
    FileAdded,

    /// <summary>A slice's events are written, and its stretches are not.</summary>
    EventsWritten,

    /// <summary>A slice is written with all that belongs to it.</summary>
    SliceWritten,

    /// <summary>A file is written wholly; the transaction is open.</summary>
    FileWritten,

    /// <summary>It has been chosen what is merged.</summary>
    MergeChosen,

    /// <summary>A flow's small blocks stand there twice: merged, and as they were.</summary>
    FlowMerged,

    /// <summary>All blocks of a piece are merged; nothing has been taken away.</summary>
    PieceMerged,

    /// <summary>Some of the merged events have been taken away, and their blocks are still there.</summary>
    EventsTakenAway,

    /// <summary>All that was merged has been taken away; the slices still speak of it.</summary>
    BlocksTakenAway,

    /// <summary>A piece is done; the transaction is open.</summary>
    PieceDone,

    /// <summary>A piece is committed.</summary>
    PieceCommitted,

    /// <summary>Floors that stood are torn down for a summary that comes in their midst.</summary>
    FloorsTornDown,

    /// <summary>One floor of one field of a flow is built.</summary>
    FloorBuilt,

    /// <summary>A flow's floors are built; the transaction is open.</summary>
    FloorsDone,

    /// <summary>A flow's floors are committed.</summary>
    FloorsCommitted,

    /// <summary>Some free pages have been given back.</summary>
    PagesGivenBack,
}
