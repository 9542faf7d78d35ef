namespace Ojo.Runtime.Tests.Stress;

/// <summary>Checks that the gaps in one writer's trace stand where its numbers are missing, with the right counts and times.</summary>
internal sealed class GapAudit
{
    private ulong _next;
    private ulong _counted;
    private ulong _lastTime;

    public List<string> Problems { get; } = [];

    public void AddEvent(ulong number, ulong time)
    {
        Expect(number - _next, $"before event {number}");
        if (time < _lastTime)
        {
            Problems.Add($"event {number} at {time} comes after {_lastTime}");
        }

        _next = number + 1;
        _counted = 0;
        _lastTime = time;
    }

    public void AddGap(ulong count, ulong start, ulong end)
    {
        if (count == 0 || start < _lastTime || end < start)
        {
            Problems.Add($"a gap of {count} from {start} to {end} stands after {_lastTime}");
        }

        _counted += count;
        _lastTime = end;
    }

    public void End(ulong written) => Expect(written - _next, "at the end");

    private void Expect(ulong missing, string where)
    {
        if (missing != _counted && Problems.Count < 10)
        {
            Problems.Add($"{missing} events are missing {where}, the gaps there count {_counted}");
        }
    }
}
