using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vm.Tests.Networks;

/// <summary>A question of multicast DNS (RFC 6762) for one name, sent to one device's port, and the names and addresses in its answer as they stand there.</summary>
internal static class MdnsQuestion
{
    public const ushort Address = 1;
    public const ushort Pointer = 12;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <summary>The bytes of the answer; empty when there is none.</summary>
    public static async Task<byte[]> AskAsync(int port, string name, ushort type)
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        byte[] question = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name.Split('.').SelectMany(l => (byte[])[(byte)l.Length, .. Encoding.ASCII.GetBytes(l)]), 0, (byte)(type >> 8), (byte)type, 0, 1];
        await socket.SendAsync(question, new IPEndPoint(IPAddress.Loopback, port), CancellationToken.None);
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            return (await socket.ReceiveAsync(limit.Token)).Buffer;
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }
}
