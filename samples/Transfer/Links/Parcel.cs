using System.Net;
using System.Net.Sockets;

namespace Transfer.Links;

/// <summary>A datagram on its way.</summary>
/// <param name="Bytes">Rented; given back when it has been sent.</param>
/// <param name="Size">How many of them are the datagram's.</param>
/// <param name="From">The socket that it leaves the link by.</param>
/// <param name="To">Where it goes.</param>
internal readonly record struct Parcel(byte[] Bytes, int Size, Socket From, SocketAddress To);
