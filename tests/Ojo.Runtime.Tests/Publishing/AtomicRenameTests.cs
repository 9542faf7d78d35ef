using Ojo.Publishing;

namespace Ojo.Runtime.Tests.Publishing;

public sealed class AtomicRenameTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string From => Path.Combine(_directory.Path, "from");

    private string To => Path.Combine(_directory.Path, "to ümläut");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_has_its_new_name_and_only_that()
    {
        File.WriteAllText(From, "content");
        AtomicRename.Move(From, To);
        Assert.False(File.Exists(From));
        Assert.Equal("content", File.ReadAllText(To));
    }

    [Fact]
    public void A_file_that_has_the_name_already_stays()
    {
        File.WriteAllText(From, "new");
        File.WriteAllText(To, "old");
        Assert.Throws<NameTakenException>(() => AtomicRename.Move(From, To));
        Assert.Equal("old", File.ReadAllText(To));
        Assert.Equal("new", File.ReadAllText(From));
    }

    [Fact]
    public void Renaming_over_replaces()
    {
        File.WriteAllText(From, "new");
        File.WriteAllText(To, "old");
        AtomicRename.MoveOver(From, To);
        Assert.Equal("new", File.ReadAllText(To));
    }

    [Fact]
    public void What_went_wrong_is_said_with_both_names()
    {
        string missing = Path.Combine(_directory.Path, "missing", "to");
        File.WriteAllText(From, "content");
        IOException thrown = Assert.ThrowsAny<IOException>(() => AtomicRename.Move(From, missing));
        Assert.Contains(From, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(missing, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_device_is_refused_and_not_copied_to()
    {
        const string OtherDevice = "/dev/shm";
        Assert.SkipUnless(Directory.Exists(OtherDevice), "There is no second device here to rename to.");
        File.WriteAllText(From, "content");
        string to = Path.Combine(OtherDevice, Path.GetRandomFileName());
        IOException thrown;
        try
        {
            thrown = Assert.ThrowsAny<IOException>(() => AtomicRename.Move(From, to));
        }
        finally
        {
            File.Delete(to);
        }

        Assert.Contains("different devices", thrown.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(From));
    }

    [Fact]
    public void A_folder_s_names_can_be_brought_to_the_disk_and_a_missing_one_s_cannot()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there is no such call.");
        AtomicRename.SynchronizeDirectory(_directory.Path);
        Assert.Throws<IOException>(() => AtomicRename.SynchronizeDirectory(Path.Combine(_directory.Path, "missing")));
    }
}
