namespace Ojo.Storage.Tests.Support;

/// <summary>A clock whose timers go off when the test says so.</summary>
internal sealed class SetTime : TimeProvider
{
    private readonly List<SetTimer> _timers = [];

    /// <summary>Lets every timer's time be up.</summary>
    public void Elapse() => _timers.ForEach(timer => timer.Fire());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SetTimer(callback, state);
        _timers.Add(timer);
        return timer;
    }

    private sealed class SetTimer(TimerCallback callback, object? state) : ITimer
    {
        private bool _isOver;

        public void Fire()
        {
            if (!_isOver)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => _isOver = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
