"""A MAGDA to try against: a real HTTP server that answers, and gets in trouble on demand.

    with simulating(Register.read(open_data, folder)) as simulator:
        ask(simulator.url + "/GeefOndernemingDienst-02.00/soap/WebService", ...)
        simulator.play("source-down", service="GeefTewerkstelling")
        simulator.quiet()
        assert simulator.requests.busiest_second() <= 10

It holds questions to their schema when it has that, answers from a folder of recorded answers
or from the invented enterprises of a register, and plays troubles for numbers that stand for
one (`MAGIC`) or while they are switched on. Only the edge knows SOAP; nothing here is of use
outside trials.

Source: MAGDA schemas and recorded answers; SOAP 1.1.
"""

from portefeuille.adapters.magda.simulator.register import Register
from portefeuille.adapters.magda.simulator.server import Tls
from portefeuille.adapters.magda.simulator.simulator import Simulator, simulating
from portefeuille.adapters.magda.simulator.troubles import MAGIC, TROUBLES

__all__ = ["MAGIC", "TROUBLES", "Register", "Simulator", "Tls", "simulating"]
