using System.Net;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Security;

/// <summary>Answers only to this server's own names.</summary>
/// <remarks>
/// A page of any site can make a browser resolve that site's name to 127.0.0.1 (DNS rebinding) and then reads what
/// this server answers as if it were the site's own. The browser still sends the site's name in <c>Host</c>. An IP
/// address cannot be rebound; where only who knows the token is answered, a name does not matter.
/// </remarks>
internal sealed class HostCheck
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    private readonly bool _anyAddress;

    /// <param name="address">The address that the server listens on.</param>
    /// <param name="allowed">More names that it is known by.</param>
    public HostCheck(IPAddress address, IEnumerable<string> allowed)
    {
        _anyAddress = !IPAddress.IsLoopback(address);
        _names.UnionWith(allowed);
        if (_anyAddress)
        {
            _names.Add(Dns.GetHostName());
        }
    }

    /// <summary>Refuses a request that names another host.</summary>
    /// <exception cref="RequestFaultException">It does.</exception>
    public void Check(HttpRequest request)
    {
        string host = request.Host.Host;
        if (!_names.Contains(host) && !(IPAddress.TryParse(host, out IPAddress? address) && (_anyAddress || IPAddress.IsLoopback(address))))
        {
            throw Fault.UnknownHost(host);
        }
    }
}
