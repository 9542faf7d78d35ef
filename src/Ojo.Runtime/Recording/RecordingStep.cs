namespace Ojo.Recording;

/// <summary>The steps of handing chunks and files over, each named for what has just been done.</summary>
internal enum RecordingStep
{
    // A thread's way to a lane: a new one, or a dead thread's.
    LanePopped,
    LaneTaken,
    LaneInherited,

    // A thread's way to its next chunk.
    ChunkCounted,
    ChunkMarkedComplete,
    ChunkPushed,
    ChunkClosed,
    ChunkPopped,
    ChunkFilledIn,
    ChunkMarkedOpen,
    ChunkOpened,

    // What it does where there is none.
    LossTimed,
    LossCounted,

    // The way of a new string.
    StringStored,
    StringCommitted,

    // The flusher's way to its next file, or a salvager's.
    FileBegun,
    FileWritten,
    DrainPrepared,
    FilePending,
    FileRenamed,
    DrainCommitted,
    FileSettled,
    ChunkMarkedFree,
    ChunkPushedFree,
    ChunkFreed,
    LaneTakenFromDead,
    LaneForgotten,
    LaneCleared,
    LaneFreed,

    // The flusher's way to a larger pool.
    PoolPrepared,
    PoolRaised,
    PoolGrown,

    // A flight recorder's way of giving up a chunk, before it is marked free.
    OverwritingNoted,
    ChunkMarkedOverwritten,
    OverwrittenTimed,
    OverwrittenCounted,

    // What a recorder, and who salvages it, does last of a snapshot.
    SnapshotPublished,
    SnapshotNoted,

    // A salvager's last steps.
    RingClosed,
    StagedFilesDeleted,
}
