namespace SimCamera.Rtsp;

/// <summary>How one track's packets reach the client. Owned and disposed by its session.</summary>
internal interface ITrackTransport : IDisposable
{
    /// <summary>The Transport header that answers SETUP.</summary>
    string Header { get; }
}
