namespace Nvr.Media.Tests;

/// <summary>Keeps what an encoder makes.</summary>
internal sealed class CollectedPackets : ICodedSink
{
    public List<(long Dts, bool IsKey, byte[] Data)> All { get; } = [];

    public void OnPacket(in CodedPacket packet) => All.Add((packet.Dts, packet.IsKey, packet.Data.ToArray()));
}
