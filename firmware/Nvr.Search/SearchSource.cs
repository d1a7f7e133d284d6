namespace Nvr.Search;

/// <summary>Who found out about an event.</summary>
public enum SearchSource
{
    Camera,
    Recorder,
}
