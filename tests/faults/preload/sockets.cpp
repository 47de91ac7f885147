#include "tests/faults/preload/sockets.hpp"

#include "tests/faults/preload/page.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <netinet/in.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace holdfast::faults {

namespace {

enum SocketFlag : unsigned char { dialled = 1, accepted = 2, unanswered = 4, web_socket = 8 };

constexpr int most_descriptors = 4096;
std::array<std::atomic<unsigned char>, most_descriptors> sockets;
std::atomic<int> unanswered_calls;

bool has_flag(int descriptor, SocketFlag flag) {
    return descriptor >= 0 && descriptor < most_descriptors &&
           (sockets[static_cast<std::size_t>(descriptor)] & flag) != 0;
}

void set_flags(int descriptor, unsigned char flags) {
    if (descriptor < 0 || descriptor >= most_descriptors) return;
    const unsigned char before = sockets[static_cast<std::size_t>(descriptor)].exchange(flags);
    const int more = (flags & unanswered ? 1 : 0) - (before & unanswered ? 1 : 0);
    unanswered_calls.fetch_add(more);
}

/// The Web API is only ever posted to.
bool begins_web_socket(std::string_view sent) {
    return sent.starts_with("GET");
}

bool is_ping(std::string_view frame) {
    constexpr unsigned char final_ping = 0x89;
    return !frame.empty() && static_cast<unsigned char>(frame.front()) == final_ping;
}

/// Over a web socket people's deeds are answered; only the handshake and a ping wait for something.
template <class Send>
ssize_t send_over_web_socket(int descriptor, std::string_view frame, Send send_it) {
    const bool waits = begins_web_socket(frame) || is_ping(frame);
    const auto deed = waits ? std::nullopt : visit(Point::answer);
    if (deed && deed != Deed::die_after) die();
    const ssize_t sent = send_it();
    if (deed) die();
    if (waits && sent > 0) set_flags(descriptor, dialled | web_socket | unanswered);
    return sent;
}

template <class Send>
ssize_t guarded_send(int descriptor, std::string_view bytes, Send send_it) {
    const bool is_web_socket = has_flag(descriptor, web_socket) || begins_web_socket(bytes);
    if (has_flag(descriptor, dialled) && is_web_socket) return send_over_web_socket(descriptor, bytes, send_it);
    const bool is_call = has_flag(descriptor, dialled);
    if (!is_call && !has_flag(descriptor, accepted)) return send_it();
    const auto deed = visit(is_call ? Point::slack_call : Point::answer);
    if (deed == Deed::die_before || deed == Deed::die_amidst) die();
    if (deed == Deed::reset) {
        shutdown(descriptor, SHUT_RDWR);
        errno = ECONNRESET;
        return -1;
    }
    const ssize_t sent = send_it();
    if (deed == Deed::die_after) die();
    if (is_call && sent > 0) set_flags(descriptor, dialled | unanswered);
    return sent;
}

template <class Receive>
ssize_t guarded_receive(int descriptor, Receive receive_it) {
    if (!has_flag(descriptor, dialled)) return receive_it();
    const ssize_t received = receive_it();
    if (received < 0 && (errno == EAGAIN || errno == EINTR)) return received;
    const bool was_awaited = has_flag(descriptor, unanswered);
    const bool is_web_socket = has_flag(descriptor, web_socket);
    set_flags(descriptor, is_web_socket ? dialled | web_socket : dialled);
    if (received <= 0 || !was_awaited || is_web_socket) return received;
    const auto deed = visit(Point::slack_answer);
    if (!deed) return received;
    if (deed != Deed::reset) die();
    shutdown(descriptor, SHUT_RDWR);
    errno = ECONNRESET;
    return -1;
}

} // namespace

bool awaits_slack() {
    return unanswered_calls != 0;
}

} // namespace holdfast::faults

using namespace holdfast::faults;

extern "C" {

int connect(int descriptor, const sockaddr* address, socklen_t size) {
    static auto* const really = next_symbol<int(int, const sockaddr*, socklen_t)>("connect");
    set_flags(descriptor, dialled);
    return really(descriptor, address, size);
}

int accept(int listener, sockaddr* address, socklen_t* size) {
    static auto* const really = next_symbol<int(int, sockaddr*, socklen_t*)>("accept");
    const int descriptor = really(listener, address, size);
    if (descriptor >= 0) set_flags(descriptor, accepted);
    return descriptor;
}

int close(int descriptor) {
    static auto* const really = next_symbol<int(int)>("close");
    set_flags(descriptor, 0);
    return really(descriptor);
}

int listen(int descriptor, int backlog) noexcept {
    static auto* const really = next_symbol<int(int, int)>("listen");
    const int result = really(descriptor, backlog);
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (result == 0 && getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
        page().port = ntohs(address.sin_port);
    }
    return result;
}

ssize_t send(int descriptor, const void* bytes, size_t size, int flags) {
    static auto* const really = next_symbol<ssize_t(int, const void*, size_t, int)>("send");
    return guarded_send(descriptor, {static_cast<const char*>(bytes), size},
                        [&] { return really(descriptor, bytes, size, flags); });
}

ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
    static auto* const really = next_symbol<ssize_t(int, const msghdr*, int)>("sendmsg");
    std::string_view first;
    if (message->msg_iovlen > 0)
        first = {static_cast<const char*>(message->msg_iov[0].iov_base), message->msg_iov[0].iov_len};
    return guarded_send(descriptor, first, [&] { return really(descriptor, message, flags); });
}

ssize_t recv(int descriptor, void* bytes, size_t size, int flags) {
    static auto* const really = next_symbol<ssize_t(int, void*, size_t, int)>("recv");
    return guarded_receive(descriptor, [&] { return really(descriptor, bytes, size, flags); });
}

ssize_t recvmsg(int descriptor, msghdr* message, int flags) {
    static auto* const really = next_symbol<ssize_t(int, msghdr*, int)>("recvmsg");
    return guarded_receive(descriptor, [&] { return really(descriptor, message, flags); });
}

} // extern "C"
