using System.Diagnostics;
using Ojo.Watcher.Statistics;

namespace Ojo.Watcher.Directories;

/// <summary>Brings what is in the input directory into the store, one listing after the other.</summary>
internal sealed class DirectoryIngestion : IDisposable
{
    /// <summary>How often a directory on a network is listed if nobody says otherwise: each listing goes over the network.</summary>
    private static readonly TimeSpan s_networkInterval = TimeSpan.FromSeconds(2);

    /// <summary>How soon it is looked whether another watcher has done, or has died over, what it had claimed.</summary>
    private static readonly TimeSpan s_claimInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Listing takes this part of the time at most: a very full directory is not listed all the time.</summary>
    private const int ListingPart = 10;

    /// <summary>How much of the time in which there is nothing to take in goes into making the store smaller and quicker.</summary>
    private static readonly TimeSpan s_idleWork = TimeSpan.FromMilliseconds(500);

    private readonly WatcherOptions _options;
    private readonly WatcherActivity _activity;
    private readonly StoreSession _store;
    private readonly FileIntake _intake;
    private readonly StagingLook _staging;
    private readonly SeenFiles _seen = new();
    private readonly Action<string> _log;

    public DirectoryIngestion(WatcherOptions options, WatcherActivity activity)
    {
        _options = options;
        _activity = activity;
        _log = options.Log is Action<string> log ? line => log(PrintableText.Of(line)) : static _ => { };
        _staging = new StagingLook(options.InputDirectory, _log);
        _store = new StoreSession(options, activity, _log);
        _store.Replaced += _seen.Clear;
        _intake = new FileIntake(options, activity, _store, _log);
    }

    public WatcherSummary Run(CancellationToken cancellation)
    {
        // The store is there from the start, so that whoever wants to look at it need not wait for the first trace.
        try
        {
            _store.Check(cancellation);
            if (_options.Watch)
            {
                Watch(cancellation);
            }
            else
            {
                Salvage(cancellation);
                while (TakeIn(cancellation, out _))
                {
                    Wait(null, s_claimInterval, cancellation);
                }

                Compact(TimeSpan.MaxValue, everything: true, cancellation);
            }
        }
        catch (OperationCanceledException) when (_options.Watch && cancellation.IsCancellationRequested)
        {
            // What was being taken in has been rolled back and will be taken in by the next watcher.
        }

        return _activity.ToSummary();
    }

    public void Dispose()
    {
        _intake.Dispose();
        _store.Dispose();
    }

    private void Watch(CancellationToken cancellation)
    {
        bool waiting = false;
        DirectorySignal? signal = null;
        (bool notify, TimeSpan interval) = (_options.Notifications, _options.RescanInterval);
        try
        {
            while (true)
            {
                TimeSpan listed = TimeSpan.Zero;
                bool claimed = false;
                try
                {
                    if (notify && signal is null && Directory.Exists(_options.InputDirectory))
                    {
                        if (NetworkDirectory.FormatOf(_options.InputDirectory) is string format)
                        {
                            notify = false;
                            interval = interval > s_networkInterval ? interval : s_networkInterval;
                            _log($"{_options.InputDirectory} is on a file system ({format}) that does not notify of what others change; it is listed every {interval.TotalSeconds:0.###} s.");
                        }
                        else
                        {
                            signal = new DirectorySignal(_options.InputDirectory, _log);
                        }
                    }

                    _store.Check(cancellation);
                    Salvage(cancellation);
                    claimed = TakeIn(cancellation, out listed);
                    Compact(s_idleWork, everything: false, cancellation);
                    waiting = false;
                }
                catch (DirectoryNotFoundException)
                {
                    signal?.Dispose();
                    signal = null;
                    if (!waiting)
                    {
                        _log($"{_options.InputDirectory} does not exist yet; waiting for it.");
                    }

                    waiting = true;
                }

                TimeSpan rest = listed * (ListingPart - 1);
                cancellation.WaitHandle.WaitOne(rest < interval ? TimeSpan.Zero : rest - interval);
                Wait(signal, claimed ? s_claimInterval : interval, cancellation);
            }
        }
        finally
        {
            signal?.Dispose();
        }
    }

    /// <summary>Takes out what is not kept, and makes the store smaller and quicker, for so long at least if there is so much to do.</summary>
    private void Compact(TimeSpan budget, bool everything, CancellationToken cancellation)
    {
        while (_options.Retain is { } retention && _store.Do(writer => writer.Retain(retention, cancellation), cancellation))
        {
        }

        long start = Stopwatch.GetTimestamp();
        while (_store.Do(writer => writer.Compact(everything, cancellation), cancellation) && Stopwatch.GetElapsedTime(start) < budget)
        {
        }
    }

    private static void Wait(DirectorySignal? signal, TimeSpan pause, CancellationToken cancellation)
    {
        if (signal is null)
        {
            cancellation.WaitHandle.WaitOne(pause);
        }
        else
        {
            signal.WaitAsync(pause, cancellation).GetAwaiter().GetResult();
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private void Salvage(CancellationToken cancellation)
    {
        if (_options.OnlyReads)
        {
            return;
        }

        long before = _staging.SetAside;
        _staging.Take(cancellation);
        _activity.AddQuarantined(_staging.SetAside - before);
    }

    /// <summary>Takes in everything that is there.</summary>
    /// <param name="cancellation">Ends it between two events at the latest.</param>
    /// <param name="listed">How long the last listing took.</param>
    /// <returns>Whether other watchers are at some of it.</returns>
    private bool TakeIn(CancellationToken cancellation, out TimeSpan listed)
    {
        bool claimed = false;
        InputListing listing;
        do
        {
            long start = Stopwatch.GetTimestamp();
            listing = InputListing.Of(_options.InputDirectory, _seen);
            listed = Stopwatch.GetElapsedTime(start);
            _activity.Found(listing.Count, listing.Bytes, listing.Oldest);
            WatcherSteps.Reach(WatcherStep.Listed);
            claimed |= TakeIn(listing.Files, cancellation);
        }
        while (listing.Count > listing.Files.Count);
        _seen.EndRound();
        _intake.EndRound();
        return claimed;
    }

    private bool TakeIn(IReadOnlyList<InputFile> files, CancellationToken cancellation)
    {
        bool claimed = false;
        for (int index = 0; index < files.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            InputFile file = files[index];
            FileOutcome outcome = _intake.TakeIn(file, cancellation);
            if (outcome == FileOutcome.Done)
            {
                _seen.Done(file);

                // A little after each file, so that it is not left for later where files never cease to come.
                Compact(TimeSpan.Zero, everything: false, cancellation);
            }
            else
            {
                _seen.PassOver(file);
                claimed |= outcome == FileOutcome.Claimed;
            }

            _activity.LookedAt(file.Length, index + 1 < files.Count ? files[index + 1].Modified : null);
            _options.Progress?.Invoke(_activity.ToProgress());
        }

        return claimed;
    }
}
