namespace Nvr.Core.Events;

/// <summary>What kind of object an event is about. The numbers are stored in the index: never renumber.</summary>
public enum ObjectClass : byte
{
    /// <summary>The camera names none.</summary>
    None = 0,

    Person = 1,

    /// <summary>Anything that drives: cars, lorries, buses, motorcycles, bicycles.</summary>
    Vehicle = 2,

    Animal = 3,

    Face = 4,

    /// <summary>A licence plate; its letters, where read, are in <see cref="CameraEvent.Text"/>.</summary>
    Plate = 5,

    /// <summary>The camera names a class that the vocabulary has no word for.</summary>
    Other = 6,
}
