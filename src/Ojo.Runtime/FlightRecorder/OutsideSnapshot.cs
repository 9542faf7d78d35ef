using Microsoft.Win32.SafeHandles;
using Ojo.Clocks;
using Ojo.Format;
using Ojo.Publishing;
using Ojo.Recording;
using Ojo.Salvage;

namespace Ojo.FlightRecorder;

/// <summary>Takes a snapshot of another process's ring: copies it, and salvages the copy.</summary>
internal static class OutsideSnapshot
{
    public static TraceSnapshot Take(string ringPath, string directory, string reason)
    {
        DateTimeOffset takenAt = DateTimeOffset.UtcNow;
        TraceDirectory source = new(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(ringPath))) ?? "/", Durability.ProcessCrash);
        TraceDirectory target = new(directory, Durability.ProcessCrash);
        if (source.Path == target.Path)
        {
            throw new ArgumentException("The snapshot needs a folder of its own: its events are in the process's next snapshot once more.", nameof(directory));
        }

        target.Ensure();
        string copy = Path.Combine(target.Staging, Path.GetFileName(ringPath));
        RingImage image;
        try
        {
            image = Copy(ringPath, copy, source);
        }
        catch (DamagedRingException exception)
        {
            TraceDirectory.TryDelete(copy);
            throw new IOException($"'{ringPath}' cannot be read: {exception.Message}", exception);
        }
        catch
        {
            TraceDirectory.TryDelete(copy);
            throw;
        }

        (Timeline timeline, RunDescription? run) = Describe(copy);
        if (run is { SchemaHash: not 0 } && source.Exists(TraceFileName.ForSchema(run.SchemaHash)) && !target.Exists(TraceFileName.ForSchema(run.SchemaHash)))
        {
            TraceFileName schema = TraceFileName.ForSchema(run.SchemaHash);
            target.PublishContent(schema, File.ReadAllBytes(source.InOutput(schema)), mayReplace: true);
        }

        HashSet<string> before = [.. Directory.EnumerateFiles(target.Output)];
        List<string> log = [];
        SalvageSummary summary = TraceSalvage.Run(target.Path, log.Add);
        if (summary.Failed > 0 || summary.SetAside > 0)
        {
            throw new IOException($"'{ringPath}' could not be read wholly: {string.Join(' ', log)}");
        }

        return Publish(target, image, timeline, run, summary, before, takenAt, reason);
    }

    private static RingImage Copy(string ringPath, string copy, TraceDirectory source)
    {
        using SafeFileHandle ring = OpenUnlocked(ringPath);
        using SafeFileHandle file = File.OpenHandle(copy, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        return RingImage.Copy(ring, file, header => File.Exists(source.InStaging(header.Mode == (uint)TracerMode.FlightRecorder
            ? TraceFileName.ForCompressedTrace(header.BatchStart, header.ProcessId, header.FileSequence)
            : TraceFileName.ForTrace(header.BatchStart, header.ProcessId, header.FileSequence))));
    }

    /// <summary>Opens a file that its process keeps locked, which .NET would refuse.</summary>
    private static SafeFileHandle OpenUnlocked(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        int file = LibC.Open(path, LibC.OpenReadOnly | LibC.OpenCloseOnExec);
        return file >= 0
            ? new SafeFileHandle(file, ownsHandle: true)
            : throw new IOException($"'{path}' cannot be opened: {System.Runtime.InteropServices.Marshal.GetLastPInvokeErrorMessage()}.");
    }

    private static (Timeline Timeline, RunDescription? Run) Describe(string copy)
    {
        using RingFile file = RingFile.TryOpen(copy) ?? throw new IOException($"Somebody else works on '{copy}'.");
        try
        {
            DeadRing ring = new(file);
            return (ring.Conversion, ring.ReadDescription());
        }
        catch (Exception exception) when (exception is DamagedRingException or ForeignRingException)
        {
            throw new IOException($"'{copy}' cannot be read: {exception.Message}", exception);
        }
    }

    private static TraceSnapshot Publish(
        TraceDirectory target,
        RingImage image,
        Timeline timeline,
        RunDescription? run,
        SalvageSummary summary,
        HashSet<string> before,
        DateTimeOffset takenAt,
        string reason)
    {
        RingHeader header = image.Header;
        long missing = 0;
        ulong overwritten = 0;
        foreach (LaneSlot slot in image.Slots)
        {
            missing = Math.Max(missing, slot.IsTaken != 0 ? Math.Max(slot.OverwrittenLast, slot.GapLast) : 0);
            overwritten += slot.IsTaken != 0 ? slot.Overwritten - slot.OverwrittenReported : 0;
        }

        ulong start = missing == 0 && header.WindowEnd == 0 ? 0 : Math.Max(header.WindowEnd, missing == 0 ? 0 : timeline.ToUnits(missing)) + 1;
        TraceSnapshot snapshot = new()
        {
            Reason = reason,
            TakenAt = takenAt,
            Service = run?.Service ?? "",
            Host = run?.Host ?? "",
            ProcessId = (int)header.ProcessId,
            BatchStart = header.BatchStart,
            Version = (int)header.FormatVersion,
            WindowStart = start,
            WindowEnd = image.LastTicks == 0 ? start : Math.Max(start, timeline.ToUnits(image.LastTicks)),
            Files = [.. Directory.EnumerateFiles(target.Output, "trace_*").Where(file => !before.Contains(file)).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)],
            Events = summary.Events,
            Overwritten = (long)overwritten,
            Lost = summary.Lost,
        };
        byte[] json = SnapshotJson.Write(snapshot);
        for (uint number = 0; ; number++)
        {
            TraceFileName name = TraceFileName.ForSnapshot(header.BatchStart, header.ProcessId, number);
            try
            {
                target.PublishContent(name, json, mayReplace: false);
                return snapshot with { Path = target.InOutput(name) };
            }
            catch (NameTakenException)
            {
                // An earlier one of the same run.
            }
        }
    }
}
