namespace Nvr.Core.Media;

/// <summary>Takes access units on the reading thread. Must not block, must not throw, must copy what it wants to keep.</summary>
public interface IAccessUnitSink
{
    void OnAccessUnit(in AccessUnit unit);
}
