// Asio's compiled part, which the program gets from bot/net.
#include <boost/asio/impl/src.hpp>
