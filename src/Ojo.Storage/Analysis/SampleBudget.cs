namespace Ojo.Storage.Analysis;

/// <summary>How many values all groups of a question may keep one by one.</summary>
internal sealed class SampleBudget(int values)
{
    private int _left = values;

    public bool TryTake()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        return true;
    }

    public void GiveBack(int count) => _left += count;
}
