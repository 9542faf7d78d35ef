using Microsoft.Win32.SafeHandles;
using Ojo.Format;
using Ojo.Publishing;
using Ojo.Salvage;

namespace Ojo.FlightRecorder;

/// <summary>Takes a snapshot of another process's ring: copies it, and salvages the copy.</summary>
internal static class OutsideSnapshot
{
    public static TraceSnapshot Take(string ringPath, string directory, string reason)
    {
        using var held = FileSizeSignal.HoldBack();
        TraceDirectory source = DirectoryOf(ringPath);
        TraceDirectory target = new(directory, Durability.ProcessCrash);
        if (source.Path == target.Path)
        {
            return LinkFromOutside.Take(ringPath, target, reason);
        }

        target.Ensure();
        CheckThatItIsTheFirst(ringPath, target);
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

        RunDescription? run = Describe(copy);
        if (run is { SchemaHash: not 0 } && source.Exists(TraceFileName.ForSchema(run.SchemaHash)) && !target.Exists(TraceFileName.ForSchema(run.SchemaHash)))
        {
            TraceFileName schema = TraceFileName.ForSchema(run.SchemaHash);
            target.PublishContent(schema, File.ReadAllBytes(source.InOutput(schema)), mayReplace: true);
        }

        List<string> log = [];
        StagingSalvage salvage = new(target.Path, log.Add, CancellationToken.None) { Reason = reason, WindowEnd = image.LastTicks };
        SalvageSummary summary = salvage.Run();
        return summary is { Failed: 0, SetAside: 0 } && salvage.Snapshot is { } snapshot
            ? snapshot
            : throw new IOException($"'{ringPath}' could not be read wholly: {string.Join(' ', log)}");
    }

    /// <summary>Two copies of one run hold the same events: a folder, and a store, has room for one of them.</summary>
    private static void CheckThatItIsTheFirst(string ringPath, TraceDirectory target)
    {
        string run = Path.GetFileNameWithoutExtension(ringPath)["ring".Length..];
        if (Directory.EnumerateFiles(target.Output, $"*{run}_*").FirstOrDefault() is { } other)
        {
            throw new IOException($"'{other}' is of the same run, and the copy may hold the same events: name another folder.");
        }
    }

    /// <summary>The trace directory that a ring is in.</summary>
    public static TraceDirectory DirectoryOf(string ringPath) =>
        new(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(ringPath))) ?? "/", Durability.ProcessCrash);

    private static RingImage Copy(string ringPath, string copy, TraceDirectory source)
    {
        using SafeFileHandle ring = OpenUnlocked(ringPath);
        using SafeFileHandle file = File.OpenHandle(copy, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        return RingImage.Copy(ring, file, (uint)Random.Shared.Next(1, int.MaxValue), header => File.Exists(source.InStaging(header.Mode == (uint)TracerMode.FlightRecorder
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

    private static RunDescription? Describe(string copy)
    {
        using RingFile file = RingFile.TryOpen(copy) ?? throw new IOException($"Somebody else works on '{copy}'.");
        try
        {
            return new DeadRing(file).ReadDescription();
        }
        catch (Exception exception) when (exception is DamagedRingException or ForeignRingException)
        {
            throw new IOException($"'{copy}' cannot be read: {exception.Message}", exception);
        }
    }
}
