using System.Net;

namespace Ojo.Extensions.Tests.Network;

public sealed class SocketAddressTextTests
{
    [Theory]
    [InlineData("127.0.0.1", 8080)]
    [InlineData("255.255.255.255", 65535)]
    [InlineData("::", 0)]
    [InlineData("::1", 443)]
    [InlineData("2001:db8::1", 443)]
    [InlineData("2001:db8:1:2:3:4:5:6", 1)]
    [InlineData("2001:0:0:1:0:0:0:1", 1)]
    [InlineData("1:0:2:3:4:5:6:7", 1)]
    [InlineData("fe80::", 9)]
    public void Addresses_read_as_people_write_them(string address, int port)
    {
        IPEndPoint endPoint = new(IPAddress.Parse(address), port);
        Assert.Equal(endPoint.ToString(), Read(endPoint.Serialize().ToString()));
    }

    [Fact]
    public void An_IPv4_address_in_an_IPv6_one_reads_as_what_it_is() =>
        Assert.Equal("192.0.2.7:80", Read(new IPEndPoint(IPAddress.Parse("::ffff:192.0.2.7"), 80).Serialize().ToString()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Unix:110:{47,116}")]
    [InlineData("InterNetwork:16:")]
    [InlineData("InterNetwork:16:{1,2,3}")]
    [InlineData("InterNetwork:16:{1,2,3,4,5,256,0}")]
    [InlineData("InterNetworkV6:28:{1,2,3,4,x}")]
    [InlineData("InterNetworkV6:28:{")]
    public void What_is_no_such_address_stays_as_it_came(string? text) => Assert.Equal(text ?? "", Read(text));

    private static string Read(string? text) => SocketAddressText.Read(text, stackalloc char[SocketAddressText.MostCharacters]).ToString();
}
