using Ojo.Storage.Shards;

namespace Ojo.Storage.Tests.Shards;

public sealed class TenantNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("team-red_2")]
    public void A_name_is_a_directory_of_its_own_below_the_store(string name)
    {
        Assert.Null(TenantName.FindFault(name));
        Assert.Equal(Path.Combine("store", "tenants", name), OjoStore.PathOf("store", name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../b")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc")]
    [InlineData("c:")]
    [InlineData("A")]
    [InlineData("a.")]
    [InlineData("a b")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("-a")]
    [InlineData("_")]
    [InlineData("ä")]
    [InlineData("ａ")]
    [InlineData("con")]
    [InlineData("lpt1")]
    [InlineData("a12345678901234567890123456789012345678901234567890123456789012345")]
    public void What_could_lead_elsewhere_or_be_taken_for_another_is_no_name(string? name)
    {
        Assert.NotNull(TenantName.FindFault(name));
        Assert.ThrowsAny<ArgumentException>(() => OjoStore.PathOf("store", name!));
    }
}
