namespace Ojo.Recording;

/// <summary>The steps of handing chunks and files over, each named for what has just been done.</summary>
internal enum RecordingStep
{
    // A thread's way to its next chunk.
    ChunkCounted,
    ChunkMarkedComplete,
    ChunkPushed,
    ChunkClosed,
    ChunkPopped,
    ChunkFilledIn,
    ChunkMarkedOpen,
    ChunkOpened,

    // The flusher's way to its next file, or a salvager's.
    FileBegun,
    FileWritten,
    DrainPrepared,
    FilePending,
    FileRenamed,
    DrainCommitted,
    FileSettled,
    ChunkMarkedFree,
    ChunkFreed,
    LaneFreed,

    // What a recorder, and who salvages it, does last of a snapshot.
    SnapshotPublished,
    SnapshotNoted,

    // A salvager's last steps.
    RingClosed,
    StagedFilesDeleted,
}
