using Ojo.Runtime.Target;

// What the program does, and the rest of its arguments.
return args[0] switch
{
    "end" => EndInOrder.Run(args[1..]),
    "fly" => FlyUntilTold.Run(args[1..]),
    "stand still" => StandStill.Run(args[1..]),
    "die" => DieAtAnInstant.Run(args[1..]),
    "fly and die" => DieAtAnInstant.Run(args[1..], Ojo.TracerMode.FlightRecorder),
    "work" => WorkInSteps.Run(args[1..]),
    "endure" => Endure.Run(args[1..]),
    "take" => TakeFromOutside.Run(args[1..]),
    "come and go" => ComeAndGo.Run(args[1..]),
    _ => throw new ArgumentException($"There is nothing called '{args[0]}' to do."),
};
