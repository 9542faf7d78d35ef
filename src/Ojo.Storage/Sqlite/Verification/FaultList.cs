using Ojo.Storage.Verification;

namespace Ojo.Storage.Sqlite.Verification;

/// <summary>Collects what is wrong, and of very much only the beginning.</summary>
internal sealed class FaultList
{
    private readonly List<StoreFault> _first = [];

    public long Count { get; private set; }

    public IReadOnlyList<StoreFault> First => _first;

    public void Add(string where, string what)
    {
        Count++;
        if (_first.Count < StoreVerdict.MostFaults)
        {
            _first.Add(new StoreFault(where, what));
        }
    }

    /// <summary>Says so where two numbers that should be equal are not.</summary>
    public void Compare(string where, string what, long said, long found)
    {
        if (said != found)
        {
            Add(where, $"{what} is {said} there, and {found} where it is counted.");
        }
    }
}
