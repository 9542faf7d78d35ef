namespace Ojo.Interop.Pcap;

/// <summary>How many segments of all connections may be kept until they are acknowledged.</summary>
internal sealed class SegmentBudget(int most)
{
    private int _taken;

    /// <summary>Takes room for one.</summary>
    public bool TryTake()
    {
        if (_taken >= most)
        {
            return false;
        }

        _taken++;
        return true;
    }

    /// <summary>Gives room back.</summary>
    public void Return(int count) => _taken -= count;
}
