namespace Nvr.Media;

/// <summary>Takes what an encoder makes, on the thread that feeds it. Copies what it wants to keep.</summary>
public interface ICodedSink
{
    void OnPacket(in CodedPacket packet);
}
