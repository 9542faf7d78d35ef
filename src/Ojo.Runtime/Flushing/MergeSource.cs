namespace Ojo.Flushing;

/// <summary>Something that has events in order of time, to be merged with others' into one file.</summary>
internal abstract class MergeSource
{
    /// <summary>Whether there is anything to be written.</summary>
    public bool HasNext { get; protected set; }

    /// <summary>The ticks of what comes next.</summary>
    public long NextTicks { get; protected set; }

    /// <summary>Writes everything up to and including <paramref name="until"/>, or until the batch is full.</summary>
    public abstract void WriteTo(TraceBatch batch, long until);
}
