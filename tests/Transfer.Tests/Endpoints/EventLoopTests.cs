using System.Net.Sockets;
using Transfer.Endpoints;

namespace Transfer.Tests.Endpoints;

public sealed class EventLoopTests
{
    [Fact]
    public async Task What_is_posted_runs_on_the_loops_thread_although_nothing_else_happens()
    {
        Handler handler = new();
        using EventLoop loop = new("loop under test", new Clock(TimeProvider.System), handler);
        loop.Start();
        TaskCompletionSource<string?> name = new(TaskCreationOptions.RunContinuationsAsynchronously);

        loop.Post(() => name.SetResult(Thread.CurrentThread.Name));

        Assert.Equal("loop under test", await name.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_deadline_wakes_the_loop()
    {
        Clock clock = new(TimeProvider.System);
        TimeSpan due = TimeSpan.FromMilliseconds(50);
        TaskCompletionSource<TimeSpan> reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Handler handler = new() { OnRun = now => { if (now >= due) { reached.TrySetResult(now); } return now >= due ? null : due; } };
        using EventLoop loop = new("deadline", clock, handler);
        loop.Start();

        Assert.True(await reached.Task.WaitAsync(TimeSpan.FromSeconds(30)) >= due);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_the_loop_and_says_so()
    {
        Handler handler = new() { OnRun = static _ => throw new InvalidOperationException("no more") };
        using EventLoop loop = new("failing", new Clock(TimeProvider.System), handler);
        loop.Start();

        InvalidOperationException exception =
            await Assert.ThrowsAsync<InvalidOperationException>(() => loop.Completion.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("no more", exception.Message);
    }

    [Fact]
    public async Task Disposing_ends_the_loop_and_closes_its_sockets()
    {
        Socket socket = UdpSocket.Bind();
        EventLoop loop = new("ending", new Clock(TimeProvider.System), new Handler());
        loop.Add(socket);
        loop.Start();

        loop.Dispose();

        await loop.Completion.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Throws<ObjectDisposedException>(() => socket.Available);
    }

    private sealed class Handler : ILoopHandler
    {
        public Func<TimeSpan, TimeSpan?> OnRun { get; init; } = static _ => null;

        public void OnReadable(Socket socket)
        {
        }

        public TimeSpan? Run(TimeSpan now) => OnRun(now);
    }
}
