namespace Ojo.Watcher.Directories;

/// <summary>Which files of the input directory need not be looked at: 16 bytes for each, and none for those that are gone.</summary>
internal sealed class SeenFiles
{
    private readonly HashSet<UInt128> _passedOver = [];
    private HashSet<UInt128> _done = [];
    private HashSet<UInt128> _stillThere = [];

    /// <summary>The file is in the store, or needs not be: it is not listed again while it stays as it is.</summary>
    public void Done(InputFile file) => _done.Add(file.Fingerprint);

    /// <summary>Nothing can be done with the file just now: it is not listed again in this round.</summary>
    public void PassOver(InputFile file) => _passedOver.Add(file.Fingerprint);

    /// <summary>Whether a file is not to be listed. Asked of every file that there is, once in each listing.</summary>
    public bool Skips(UInt128 fingerprint)
    {
        if (_done.Contains(fingerprint))
        {
            _stillThere.Add(fingerprint);
            return true;
        }

        return _passedOver.Contains(fingerprint);
    }

    /// <summary>A listing of all files has ended: those that it did not show are forgotten.</summary>
    public void EndListing()
    {
        (_done, _stillThere) = (_stillThere, _done);
        _stillThere.Clear();
    }

    /// <summary>A round has ended: what was passed over is tried again in the next.</summary>
    public void EndRound() => _passedOver.Clear();

    /// <summary>Forgets everything: the store is another one.</summary>
    public void Clear()
    {
        _done.Clear();
        _passedOver.Clear();
    }
}
